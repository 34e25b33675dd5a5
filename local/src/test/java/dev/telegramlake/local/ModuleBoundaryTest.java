package dev.telegramlake.local;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "dev.telegramlake", importOptions = DoNotIncludeTests.class)
final class ModuleBoundaryTest {
    /// No stand-in knows another, and only the pipeline knows the functions' handlers.
    @ArchTest
    static final ArchRule eachStandInKnowsWhatItIsBuiltOnOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("command line")
            .definedBy("dev.telegramlake.local.cli..")
            .layer("pipeline")
            .definedBy("dev.telegramlake.local")
            .layer("page")
            .definedBy("dev.telegramlake.local.page..")
            .layer("API Gateway")
            .definedBy("dev.telegramlake.local.gateway..")
            .layer("Lambda")
            .definedBy("dev.telegramlake.local.lambda..")
            .layer("Firehose")
            .definedBy("dev.telegramlake.local.firehose..")
            .layer("Athena")
            .definedBy("dev.telegramlake.local.athena..")
            .layer("Trino")
            .definedBy("dev.telegramlake.local.trino..")
            .layer("S3")
            .definedBy("dev.telegramlake.local.s3..")
            .layer("wire")
            .definedBy("dev.telegramlake.local.wire..")
            .layer("demo")
            .definedBy("dev.telegramlake.local.demo..")
            .layer("backfill")
            .definedBy("dev.telegramlake.local.backfill..")
            .layer("deployment")
            .definedBy("dev.telegramlake.local.deployment..")
            .layer("compaction runs")
            .definedBy("dev.telegramlake.local.compaction..")
            .layer("compaction function")
            .definedBy("dev.telegramlake.compaction..")
            .layer("webhook function")
            .definedBy("dev.telegramlake.webhook..")
            .layer("transform function")
            .definedBy("dev.telegramlake.transform..")
            .whereLayer("command line")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("deployment")
            .mayOnlyBeAccessedByLayers("command line", "backfill")
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("command line")
            .whereLayer("backfill")
            .mayOnlyBeAccessedByLayers("pipeline", "demo")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("command line")
            .whereLayer("page")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("API Gateway")
            .mayOnlyBeAccessedByLayers("pipeline", "page")
            .whereLayer("Lambda")
            .mayOnlyBeAccessedByLayers("pipeline", "API Gateway", "compaction runs", "backfill")
            .whereLayer("Firehose")
            .mayOnlyBeAccessedByLayers("pipeline", "page", "backfill")
            .whereLayer("Athena")
            .mayOnlyBeAccessedByLayers("pipeline", "page")
            .whereLayer("Trino")
            .mayOnlyBeAccessedByLayers("pipeline", "Athena", "page")
            .whereLayer("S3")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("compaction runs")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("compaction function")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("webhook function")
            .mayOnlyBeAccessedByLayers("pipeline", "API Gateway")
            .whereLayer("transform function")
            .mayOnlyBeAccessedByLayers("pipeline");

    @ArchTest
    static final ArchRule packagesDependOnEachOtherInOneDirection = SlicesRuleDefinition.slices()
            .matching("dev.telegramlake.local.(**)")
            .should()
            .beFreeOfCycles();
}
