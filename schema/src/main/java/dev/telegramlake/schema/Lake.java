package dev.telegramlake.schema;

/// The names that the modules, the stack and the documents agree on.
public final class Lake {
    /// The delivery stream that takes every update.
    public static final String DELIVERY_STREAM = "telegram-updates";

    /// The bucket's name on one machine; on AWS the stack makes a name.
    public static final String BUCKET = "telegram-lake";

    public static final String WORKGROUP = "telegram-lake";

    /// Source records as received, one a line.
    public static final String RAW_PREFIX = "raw/";

    /// Where Firehose lands Parquet files; it alone writes there.
    public static final String LANDING_PREFIX = "updates/";

    /// What could not be transformed or converted, in one folder for each type of error.
    public static final String ERRORS_PREFIX = "errors/";

    /// Where history is put on its way into the table: Parquet files of a day, folded in by its compaction.
    public static final String IMPORTS_PREFIX = "imports/";

    /// Where a change of rows is staged until a compaction commits it: Parquet files of a day.
    public static final String CHANGES_PREFIX = "changes/";

    public static final String COMPACTED_PREFIX = "compacted/";

    /// Where Athena writes the results of queries.
    public static final String QUERY_RESULTS_PREFIX = "athena-results/";

    /// The folder of the day on which Firehose took the oldest record of the object, in the stack's time zone: a
    /// [custom prefix](https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html) expression.
    private static final String DAY_FOLDER = UpdatesTable.PARTITION_KEY + "=!{timestamp:yyyy-MM-dd}/";

    public static final String LANDING_PREFIX_EXPRESSION = LANDING_PREFIX + DAY_FOLDER;
    public static final String RAW_PREFIX_EXPRESSION = RAW_PREFIX + DAY_FOLDER;
    public static final String ERRORS_PREFIX_EXPRESSION = ERRORS_PREFIX + "!{firehose:error-output-type}/" + DAY_FOLDER;

    private Lake() {}
}
