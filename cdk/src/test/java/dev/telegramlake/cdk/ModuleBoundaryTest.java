package dev.telegramlake.cdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.telegramlake.cdk", importOptions = DoNotIncludeTests.class)
final class ModuleBoundaryTest {
    @ArchTest
    static final ArchRule theStackNeedsTheSchemaAndTheCdkOnly = classes()
            .that()
            .resideInAPackage("dev.telegramlake.cdk..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.telegramlake.cdk..",
                    "dev.telegramlake.schema..",
                    "software.amazon.awscdk..",
                    "software.amazon.jsii..",
                    "software.constructs..",
                    "io.github.cdklabs.cdknag..",
                    "org.jspecify..",
                    "java..");
}
