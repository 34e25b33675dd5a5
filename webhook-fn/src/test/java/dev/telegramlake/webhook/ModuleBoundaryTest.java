package dev.telegramlake.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.telegramlake", importOptions = DoNotIncludeTests.class)
final class ModuleBoundaryTest {
    @ArchTest
    static final ArchRule theFunctionNeedsTheSchemaLambdaFirehoseAndJacksonOnly = classes()
            .that()
            .resideInAPackage("dev.telegramlake.webhook..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.telegramlake.webhook..",
                    "dev.telegramlake.schema..",
                    "com.amazonaws.services.lambda.runtime..",
                    "com.fasterxml.jackson.core..",
                    "software.amazon.awssdk..",
                    "org.crac..",
                    "org.jspecify..",
                    "java..");
}
