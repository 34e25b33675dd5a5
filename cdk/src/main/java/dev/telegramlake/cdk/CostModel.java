package dev.telegramlake.cdk;

import dev.telegramlake.schema.PipelineSetup;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the stack costs in a month, in US dollars, from prices and from how the pipeline works.
record CostModel(Prices prices) {
    /// Bytes of an update, a message with its chat and its author.
    private static final int UPDATE_BYTES = 1_200;

    /// Firehose counts each record as a multiple of this.
    private static final int FIREHOSE_STEP_BYTES = 5_000;

    /// Bytes that a row takes in a compacted file, its payload included.
    private static final int ROW_BYTES = 350;

    /// Memory in GB times seconds, for an update in the webhook: 1 GB for 15 ms.
    private static final double WEBHOOK_GIGABYTE_SECONDS = 0.015;

    /// For an update in the transform: 1 GB for 0.2 ms.
    private static final double TRANSFORM_GIGABYTE_SECONDS = 0.0002;

    /// Updates of one call of the transform, which carries 1 MiB, when the stream is busy.
    private static final int TRANSFORM_BATCH = (1 << 20) / UPDATE_BYTES;

    /// The function's line, Lambda's three, and the line of the HTTP API.
    private static final int LOG_BYTES = 900;

    private static final int DAYS = 30;

    /// Files of Parquet and of backup with a buffer of a minute, when updates never pause.
    private static final int MOST_FILES = 2 * DAYS * 24 * 60;

    /// The compaction: a minute a day, and a quarter of a minute for a million updates.
    private static final double COMPACTION_GIGABYTES = PipelineSetup.COMPACTION_MEGABYTES / 1024.0;

    private static final double COMPACTION_SECONDS_A_DAY = 60;
    private static final double COMPACTION_SECONDS_A_MILLION = 15;

    private static final double MILLION = 1_000_000;
    private static final double GIGABYTE = 1_000_000_000;

    /// Each part of the pipeline with its cost, and `together`. Storage is that of one month's updates: it adds up
    /// month by month.
    ///
    /// @param updates a month
    Map<String, Double> monthly(double updates) {
        double files = Math.min(MOST_FILES, 2 * updates);
        double batches = Math.max(updates / TRANSFORM_BATCH, Math.min(updates, MOST_FILES / 2.0));
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("HTTP API", updates / MILLION * prices.httpApiMillion());
        parts.put("webhook function", function(updates, updates * WEBHOOK_GIGABYTE_SECONDS));
        parts.put("transform function", function(batches, updates * TRANSFORM_GIGABYTE_SECONDS));
        parts.put(
                "Firehose",
                updates * FIREHOSE_STEP_BYTES / GIGABYTE * (prices.firehoseGigabyte() + prices.conversionGigabyte()));
        parts.put("compaction function", function(DAYS, COMPACTION_GIGABYTES * compactionSeconds(updates)));
        parts.put(
                "S3 requests", files / 1000 * prices.s3ThousandWrites() + files / 2 / 1000 * prices.s3ThousandReads());
        parts.put("S3 storage", updates * (UPDATE_BYTES + ROW_BYTES) / GIGABYTE * prices.s3GigabyteMonth());
        parts.put("logs", updates * LOG_BYTES / GIGABYTE * prices.logsGigabyte());
        parts.put(
                "alarms, metrics, secret",
                Alarms.COUNT * prices.alarmMonth() + Metrics.OWN * prices.metricMonth() + prices.secretMonth());
        parts.put(
                "together",
                parts.values().stream().mapToDouble(Double::doubleValue).sum());
        return parts;
    }

    private static double compactionSeconds(double updates) {
        return DAYS * COMPACTION_SECONDS_A_DAY + updates / MILLION * COMPACTION_SECONDS_A_MILLION;
    }

    private double function(double calls, double gigabyteSeconds) {
        return calls / MILLION * prices.lambdaMillion() + gigabyteSeconds * prices.lambdaGigabyteSecond();
    }

    /// What costs the same however much is written, a day.
    double fixedDaily() {
        return together(0) / DAYS;
    }

    /// What one more update costs, when there are many.
    double anUpdate() {
        return (together(11 * MILLION) - together(10 * MILLION)) / MILLION;
    }

    private double together(double updates) {
        return monthly(updates).getOrDefault("together", 0.0);
    }
}
