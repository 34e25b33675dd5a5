package dev.telegramlake.schema;

import java.time.Duration;
import java.time.LocalTime;

/// How the services between the functions are set, on AWS and on one machine alike.
public final class PipelineSetup {
    /// Longest time that Firehose collects updates before it writes a file, when nobody says another.
    public static final int BUFFER_SECONDS = 60;

    /// Data at which Firehose writes a file earlier: the most that it allows.
    public static final int BUFFER_MEBIBYTES = 128;

    /// Data that one call of the transform function carries.
    public static final int TRANSFORM_BATCH_MEBIBYTES = 1;

    /// Calls of the transform function after the first, where it fails.
    public static final int TRANSFORM_RETRIES = 3;

    /// API Gateway gives up after 30 seconds.
    public static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(29);

    /// The longest that [Firehose](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html) waits.
    public static final Duration TRANSFORM_TIMEOUT = Duration.ofMinutes(5);

    /// Zone in which a day of the table begins, when nobody says another.
    public static final String ZONE = "UTC";

    /// When the day before is compacted: Firehose has delivered its last records by then.
    public static final LocalTime COMPACTION_TIME = LocalTime.of(0, 30);

    /// The most that Lambda allows. A run that has no time left for a day leaves it to the next.
    public static final Duration COMPACTION_TIMEOUT = Duration.ofMinutes(15);

    /// Memory of the compaction function: a day of 3 million updates took less.
    public static final int COMPACTION_MEGABYTES = 2048;

    private PipelineSetup() {}
}
