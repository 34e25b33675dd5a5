package dev.telegramlake.cdk;

import dev.telegramlake.schema.Lake;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.BucketMetrics;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/// The bucket of the lake, and the one that its access log goes to. Both outlive the stack.
///
/// Lifecycle rules delete copies and by-products only: under `updates/`, `compacted/` and `errors/` nothing expires but
/// versions that the compaction has replaced.
final class DataBuckets extends Construct {
    /// CloudWatch's filter for requests under `errors/`.
    static final String ERRORS_METRICS = "errors";

    private static final Duration QUERY_RESULTS = Duration.days(30);
    private static final Duration REPLACED_VERSIONS = Duration.days(30);
    private static final Duration GIVEN_UP_CHANGES = Duration.days(7);
    private static final Duration BROKEN_UPLOADS = Duration.days(7);
    private static final Duration ACCESS_LOG = Duration.days(90);

    private final Bucket lake;

    DataBuckets(Construct scope, StackSettings settings) {
        super(scope, "Data");
        Bucket accessLog = bucket("AccessLog")
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("access-log")
                        .expiration(ACCESS_LOG)
                        .abortIncompleteMultipartUploadAfter(BROKEN_UPLOADS)
                        .build()))
                .build();
        Nag.suppress(accessLog, "S1", "The bucket holds the access log; a log of its own would grow without end.");
        lake = bucket("Lake")
                .versioned(true)
                .serverAccessLogsBucket(accessLog)
                .serverAccessLogsPrefix("lake/")
                .metrics(List.of(BucketMetrics.builder()
                        .id(ERRORS_METRICS)
                        .prefix(Lake.ERRORS_PREFIX)
                        .build()))
                .lifecycleRules(List.of(
                        expiring("raw", Lake.RAW_PREFIX, Duration.days(settings.rawRetentionDays())),
                        expiring("query-results", Lake.QUERY_RESULTS_PREFIX, QUERY_RESULTS),
                        expiring("changes", Lake.CHANGES_PREFIX, GIVEN_UP_CHANGES),
                        LifecycleRule.builder()
                                .id("replaced-versions")
                                .noncurrentVersionExpiration(REPLACED_VERSIONS)
                                .expiredObjectDeleteMarker(true)
                                .abortIncompleteMultipartUploadAfter(BROKEN_UPLOADS)
                                .build()))
                .build();
    }

    private Bucket.Builder bucket(String id) {
        return Bucket.Builder.create(this, id)
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .removalPolicy(RemovalPolicy.RETAIN);
    }

    private static LifecycleRule expiring(String id, String prefix, Duration after) {
        return LifecycleRule.builder().id(id).prefix(prefix).expiration(after).build();
    }

    Bucket lake() {
        return lake;
    }

    /// ARN of all objects under a prefix.
    String objects(String prefix) {
        return lake.arnForObjects(prefix + "*");
    }
}
