package dev.telegramlake.cdk;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// What a function needs to run statements in the workgroup. Athena works with the rights of its caller, so they
/// [include](https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html) the results and the catalog.
final class AthenaAccess {
    private AthenaAccess() {}

    /// To run statements and to keep their results; what they read and write comes on top.
    static List<PolicyStatement> statements(Construct scope, DataBuckets buckets) {
        String bucket = buckets.lake().getBucketArn();
        return List.of(
                Allow.actions(
                                "athena:StartQueryExecution",
                                "athena:StopQueryExecution",
                                "athena:GetQueryExecution",
                                "athena:GetQueryResults")
                        .on(workgroup(scope)),
                Allow.actions("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads")
                        .on(bucket),
                Allow.actions("s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")
                        .on(buckets.objects(Lake.QUERY_RESULTS_PREFIX)));
    }

    static String workgroup(Construct scope) {
        return arn(scope, "athena", "workgroup", Lake.WORKGROUP);
    }

    /// @param tables names in the database, `*` allowed
    static PolicyStatement catalog(Construct scope, List<String> actions, String... tables) {
        List<String> resources = new ArrayList<>(
                List.of(arn(scope, "glue", "catalog", null), arn(scope, "glue", "database", UpdatesTable.DATABASE)));
        Stream.of(tables)
                .map(table -> arn(scope, "glue", "table", UpdatesTable.DATABASE + "/" + table))
                .forEach(resources::add);
        return new Allow(actions).on(resources.toArray(String[]::new));
    }

    /// Athena [looks at](https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html)
    /// the database `default`, whatever the statement.
    static PolicyStatement defaultDatabase(Construct scope) {
        return Allow.actions("glue:GetDatabase")
                .on(arn(scope, "glue", "catalog", null), arn(scope, "glue", "database", "default"));
    }

    private static String arn(Construct scope, String service, String resource, @Nullable String name) {
        ArnComponents.Builder arn = ArnComponents.builder().service(service).resource(resource);
        return Stack.of(scope)
                .formatArn(name == null ? arn.build() : arn.resourceName(name).build());
    }
}
