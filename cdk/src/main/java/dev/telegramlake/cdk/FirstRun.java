package dev.telegramlake.cdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.FunctionProps;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.triggers.Trigger;
import software.constructs.Construct;

/// Runs after everything else is there, and again when a view has changed: makes the views and calls the compaction, so
/// that table, views and partitions can be asked at once. A view that Athena refuses fails the deployment.
final class FirstRun extends Construct {
    private static final Duration TIMEOUT = Duration.minutes(5);

    FirstRun(
            Construct scope,
            StackSettings settings,
            DataBuckets buckets,
            Catalog catalog,
            Queries queries,
            Compaction compaction) {
        super(scope, "FirstRun");
        LakeFunction function = new LakeFunction(
                this,
                "first-run",
                settings,
                allowed(buckets, queries, compaction),
                FunctionProps.builder()
                        .description("Makes the views and the first partitions")
                        .runtime(Runtime.NODEJS_24_X)
                        .architecture(Architecture.ARM_64)
                        .handler("index.handler")
                        .code(Code.fromInline(script()))
                        .memorySize(256)
                        .timeout(TIMEOUT)
                        .environment(Map.of(
                                "VIEWS",
                                queries.views().stream()
                                        .map(CfnNamedQuery::getAttrNamedQueryId)
                                        .collect(Collectors.joining(",")),
                                "COMPACTION",
                                compaction.function().function().getFunctionName())));
        Nag.suppress(function, "IAM5", "Athena names its result files; a view may read each table and view.");
        Trigger.Builder.create(this, "Trigger")
                .handler(function.function())
                .timeout(TIMEOUT)
                .executeAfter(List.of(buckets, catalog, queries, compaction))
                .build();
    }

    private List<PolicyStatement> allowed(DataBuckets buckets, Queries queries, Compaction compaction) {
        List<PolicyStatement> allowed = new ArrayList<>(AthenaAccess.statements(this, buckets));
        allowed.add(Allow.actions("athena:GetNamedQuery").on(AthenaAccess.workgroup(this)));
        allowed.add(AthenaAccess.defaultDatabase(this));
        allowed.add(AthenaAccess.catalog(this, List.of("glue:GetDatabase", "glue:GetTable", "glue:GetTables"), "*"));
        allowed.add(AthenaAccess.catalog(
                this,
                List.of("glue:CreateTable", "glue:UpdateTable"),
                queries.viewNames().toArray(String[]::new)));
        allowed.add(Allow.actions("lambda:InvokeFunction")
                .on(compaction.function().function().getFunctionArn()));
        return allowed;
    }

    static String script() {
        try (InputStream script = FirstRun.class.getResourceAsStream("first-run.js")) {
            if (script == null) {
                throw new IllegalStateException("first-run.js is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
