package dev.telegramlake.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.telegramlake", importOptions = DoNotIncludeTests.class)
final class ModuleBoundaryTest {
    @ArchTest
    static final ArchRule theTableNeedsJacksonCoreOnly = classes()
            .that()
            .resideInAPackage("dev.telegramlake.schema..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.telegramlake.schema..",
                    "com.fasterxml.jackson.core..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.time..",
                    "java.util..");
}
