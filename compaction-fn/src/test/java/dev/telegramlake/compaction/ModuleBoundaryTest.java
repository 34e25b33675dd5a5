package dev.telegramlake.compaction;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.telegramlake", importOptions = DoNotIncludeTests.class)
final class ModuleBoundaryTest {
    @ArchTest
    static final ArchRule theFunctionNeedsTheSchemaLambdaS3AthenaJacksonAndDuckDbOnly = classes()
            .that()
            .resideInAPackage("dev.telegramlake.compaction..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.telegramlake.compaction..",
                    "dev.telegramlake.schema..",
                    "com.amazonaws.services.lambda.runtime..",
                    "com.fasterxml.jackson..",
                    "org.duckdb..",
                    "software.amazon.awssdk..",
                    "org.jspecify..",
                    "java..");
}
