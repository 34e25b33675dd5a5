package dev.telegramlake.transform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.telegramlake", importOptions = DoNotIncludeTests.class)
final class ModuleBoundaryTest {
    @ArchTest
    static final ArchRule theFunctionNeedsTheSchemaLambdaAndJacksonOnly = classes()
            .that()
            .resideInAPackage("dev.telegramlake.transform..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.telegramlake.transform..",
                    "dev.telegramlake.schema..",
                    "com.amazonaws.services.lambda.runtime..",
                    "com.fasterxml.jackson..",
                    "org.crac..",
                    "org.jspecify..",
                    "java..");
}
