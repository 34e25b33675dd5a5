package dev.telegramlake.local.firehose;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.PipelineSetup;
import dev.telegramlake.schema.UpdatesTable;
import java.time.Duration;
import java.time.ZoneId;

/// Everything that `CreateDeliveryStream` would be given for a direct-put stream with an S3 destination, a transform
/// and a conversion to Parquet.
///
/// @param versionId part of every object's name
/// @param timeZone  of the timestamps in prefixes and object names
public record DeliveryStreamSettings(
        String name,
        String versionId,
        String account,
        String region,
        String roleArn,
        String bucket,
        Prefixes prefixes,
        ZoneId timeZone,
        Buffering buffering,
        Transform transform,
        String database,
        String table) {
    private static final String VERSION_ID = "1";
    private static final String TRANSFORM_NAME = "transform-fn";
    private static final String ROLE_NAME = "firehose";

    public DeliveryStreamSettings {
        requireNonNull(name, "name is null");
        requireNonNull(versionId, "versionId is null");
        requireNonNull(account, "account is null");
        requireNonNull(region, "region is null");
        requireNonNull(roleArn, "roleArn is null");
        requireNonNull(bucket, "bucket is null");
        requireNonNull(prefixes, "prefixes is null");
        requireNonNull(timeZone, "timeZone is null");
        requireNonNull(buffering, "buffering is null");
        requireNonNull(transform, "transform is null");
        requireNonNull(database, "database is null");
        requireNonNull(table, "table is null");
    }

    /// [Custom prefixes](https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html) of the objects, with
    /// expressions.
    ///
    /// @param landing of the Parquet files
    /// @param raw     of the backup of the source records
    /// @param errors  of what could not be transformed or converted
    public record Prefixes(String landing, String raw, String errors) {
        public Prefixes {
            requireNonNull(landing, "landing is null");
            requireNonNull(raw, "raw is null");
            requireNonNull(errors, "errors is null");
        }
    }

    /// When a buffer is delivered, and how much may wait.
    ///
    /// @param interval          longest time that a record waits, 0 to 900 seconds
    /// @param bytes             data at which a buffer is delivered earlier; 64 to 128 MiB with a conversion
    /// @param backlogLimitBytes undelivered data at which no more records are taken
    public record Buffering(Duration interval, long bytes, long backlogLimitBytes) {
        private static final Duration MAX_INTERVAL = Duration.ofMinutes(15);
        private static final long MIN_BYTES = 64L << 20;
        private static final long MAX_BYTES = 128L << 20;
        private static final long DEFAULT_BACKLOG_LIMIT_BYTES = 2L << 30;

        /// Buffers as on AWS, a backlog of 2 GiB.
        public static Buffering every(Duration interval) {
            return new Buffering(interval, (long) PipelineSetup.BUFFER_MEBIBYTES << 20, DEFAULT_BACKLOG_LIMIT_BYTES);
        }

        public Buffering {
            if (interval.isNegative() || interval.compareTo(MAX_INTERVAL) > 0) {
                throw new IllegalArgumentException("The buffer interval must be 0 to 900 seconds, but is " + interval);
            }
            if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "The buffer size must be 64 to 128 MiB with a conversion to Parquet, but is %d bytes"
                                .formatted(bytes));
            }
            if (backlogLimitBytes <= 0) {
                throw new IllegalArgumentException("The backlog limit must be positive, but is " + backlogLimitBytes);
            }
        }
    }

    /// How the function is called.
    ///
    /// @param functionArn  named in the error output
    /// @param retries      attempts after the first where the function fails
    /// @param retryBackoff wait before an attempt that is not the first
    /// @param batchBytes   most data that one event carries; a larger record goes alone
    public record Transform(String functionArn, int retries, Duration retryBackoff, int batchBytes) {
        private static final Duration DEFAULT_BACKOFF = Duration.ofMillis(500);

        /// Retries and events as on AWS, half a second before a retry.
        public static Transform by(String functionArn) {
            return new Transform(
                    functionArn,
                    PipelineSetup.TRANSFORM_RETRIES,
                    DEFAULT_BACKOFF,
                    PipelineSetup.TRANSFORM_BATCH_MEBIBYTES << 20);
        }

        public Transform {
            requireNonNull(functionArn, "functionArn is null");
            if (retries < 0 || retries > 300) {
                throw new IllegalArgumentException("The transform's retries must be 0 to 300, but are " + retries);
            }
            if (retryBackoff.isNegative()) {
                throw new IllegalArgumentException("The transform's backoff is negative: " + retryBackoff);
            }
            if (batchBytes <= 0 || batchBytes > 3 << 20) {
                throw new IllegalArgumentException(
                        "The transform's buffer must be at most 3 MiB, but is %d bytes".formatted(batchBytes));
            }
        }
    }

    /// The lake's own stream, as the stack makes it on AWS.
    public static DeliveryStreamSettings ofLake(ZoneId timeZone, Duration interval) {
        String account = LocalCredentials.ACCOUNT_ID;
        String region = LocalCredentials.REGION;
        return new DeliveryStreamSettings(
                Lake.DELIVERY_STREAM,
                VERSION_ID,
                account,
                region,
                "arn:aws:iam::%s:role/%s".formatted(account, ROLE_NAME),
                Lake.BUCKET,
                new Prefixes(Lake.LANDING_PREFIX_EXPRESSION, Lake.RAW_PREFIX_EXPRESSION, Lake.ERRORS_PREFIX_EXPRESSION),
                timeZone,
                Buffering.every(interval),
                Transform.by("arn:aws:lambda:%s:%s:function:%s".formatted(region, account, TRANSFORM_NAME)),
                UpdatesTable.DATABASE,
                UpdatesTable.NAME);
    }

    public DeliveryStreamSettings with(Prefixes other) {
        return new DeliveryStreamSettings(
                name, versionId, account, region, roleArn, bucket, other, timeZone, buffering, transform, database,
                table);
    }

    public DeliveryStreamSettings with(Buffering other) {
        return new DeliveryStreamSettings(
                name, versionId, account, region, roleArn, bucket, prefixes, timeZone, other, transform, database,
                table);
    }

    public DeliveryStreamSettings with(Transform other) {
        return new DeliveryStreamSettings(
                name, versionId, account, region, roleArn, bucket, prefixes, timeZone, buffering, other, database,
                table);
    }

    /// Amazon Resource Name of the stream.
    public String arn() {
        return "arn:aws:firehose:%s:%s:deliverystream/%s".formatted(region, account, name);
    }
}
