package dev.telegramlake.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.telegramlake", importOptions = DoNotIncludeTests.class)
final class ModuleBoundaryTest {
    @ArchTest
    static final ArchRule questionsKnowTheTableOnly = classes()
            .that()
            .resideInAPackage("dev.telegramlake.analytics")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.telegramlake.analytics",
                    "dev.telegramlake.schema..",
                    "org.jspecify..",
                    "java.io..",
                    "java.lang..",
                    "java.net..",
                    "java.nio..",
                    "java.time..",
                    "java.util..");

    @ArchTest
    static final ArchRule theReportNeedsAthenaAndJacksonCore = classes()
            .that()
            .resideInAnyPackage("dev.telegramlake.analytics.report..", "dev.telegramlake.analytics.athena..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.telegramlake.analytics..",
                    "dev.telegramlake.schema..",
                    "com.fasterxml.jackson.core..",
                    "org.jspecify..",
                    "software.amazon.awssdk..",
                    "java.io..",
                    "java.lang..",
                    "java.math..",
                    "java.nio..",
                    "java.time..",
                    "java.util..");
}
