package dev.telegramlake.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/// What somebody should look at. Each alarm's description says what it means and which section of `docs/operate.md`
/// says what to do.
final class Alarms extends Construct {
    static final int COUNT = 11;

    private static final Duration FIVE_MINUTES = Duration.minutes(5);
    private static final Duration HOUR = Duration.hours(1);
    private static final int HOURS_WITHOUT_COMPACTION = 26;
    private static final java.time.Duration LATE = java.time.Duration.ofMinutes(15);
    private static final int DAYS_A_MONTH = 30;

    private final Topic topic;
    private final List<Alarm> alarms = new ArrayList<>();

    Alarms(Construct scope, StackSettings settings, Metrics metrics) {
        super(scope, "Alarms");
        topic = Topic.Builder.create(this, "Topic")
                .displayName("telegram-lake")
                .enforceSsl(true)
                .build();
        settings.alarmEmail().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
        webhook(metrics);
        stream(settings, metrics);
        compaction(metrics);
        cost(settings, metrics);
    }

    private void webhook(Metrics metrics) {
        above(
                "WebhookFailures",
                metrics.api("5xx", "Sum", FIVE_MINUTES),
                5,
                1,
                "The webhook answers Telegram with 5xx; Telegram sends again for a day.",
                "webhook-5xx");
        above(
                "WebhookSlow",
                metrics.api("Latency", "p99", FIVE_MINUTES),
                5_000,
                3,
                "One request in a hundred takes more than 5 seconds.",
                "webhook-latency");
    }

    private void stream(StackSettings settings, Metrics metrics) {
        above(
                "StreamLate",
                metrics.firehose("DeliveryToS3.DataFreshness", "Maximum", FIVE_MINUTES),
                settings.buffer().plus(LATE).toSeconds() * 1.0,
                2,
                "The oldest update that is not in a file waits a quarter of an hour longer than it should.",
                "stream-late");
        above(
                "StreamThrottled",
                metrics.firehose("ThrottledRecords", "Sum", FIVE_MINUTES),
                0,
                1,
                "Firehose refuses updates because there are more than the stream's quota.",
                "stream-throttled");
        above(
                "TransformErrors",
                metrics.function(FunctionSpec.TRANSFORM, "Errors", "Sum", FIVE_MINUTES),
                0,
                1,
                "The transform function fails for whole batches; after its retries they go to errors/.",
                "transform-errors");
        above(
                "FailedRecords",
                metrics.errorObjects(FIVE_MINUTES),
                0,
                1,
                "Something was written under errors/: updates that are not in the table.",
                "failed-records");
    }

    private void compaction(Metrics metrics) {
        IMetric errors = metrics.function(FunctionSpec.COMPACTION, "Errors", "Sum", FIVE_MINUTES);
        above("CompactionFailed", errors, 0, 1, "A run of the compaction failed.", "compaction-failed");
        alarm(
                "CompactionMissing",
                metrics.function(FunctionSpec.COMPACTION, "Invocations", "Sum", HOUR),
                1,
                HOURS_WITHOUT_COMPACTION,
                ComparisonOperator.LESS_THAN_THRESHOLD,
                TreatMissingData.BREACHING,
                "The compaction has not run for %d hours.".formatted(HOURS_WITHOUT_COMPACTION),
                "compaction-missing");
        above(
                "DeadLetters",
                metrics.deadLetters(FIVE_MINUTES),
                0,
                1,
                "A run of the compaction was given up after its retries.",
                "dead-letters");
        above(
                "CompactionSlow",
                metrics.function(FunctionSpec.COMPACTION, "Duration", "Maximum", FIVE_MINUTES),
                Duration.minutes(12).toMilliseconds().doubleValue(),
                1,
                "A run of the compaction took more than 12 of its 15 minutes.",
                "compaction-slow");
    }

    /// An estimate from the day's updates and queries: the bill itself is known in one region only, and a day late.
    private void cost(StackSettings settings, Metrics metrics) {
        CostModel model = new CostModel(Prices.US_EAST_1);
        IMetric estimate = MathExpression.Builder.create()
                .expression(String.format(
                        Locale.ROOT,
                        "%.4f + FILL(requests, 0) * %.9f + FILL(scanned, 0) / 1000000000000 * %.2f",
                        model.fixedDaily(),
                        model.anUpdate(),
                        Prices.US_EAST_1.athenaTerabyte()))
                .usingMetrics(Map.of(
                        "requests", metrics.api("Count", "Sum", Duration.days(1)),
                        "scanned", metrics.scannedBytes(Duration.days(1))))
                .label("US dollars a day, estimated")
                .period(Duration.days(1))
                .build();
        above(
                "EstimatedCost",
                estimate,
                settings.monthlyCostLimit() / (double) DAYS_A_MONTH,
                1,
                "A day like this one costs more than %d US dollars a month, by estimate from updates and queries."
                        .formatted(settings.monthlyCostLimit()),
                "estimated-cost");
    }

    private void above(String id, IMetric metric, double threshold, int periods, String meaning, String section) {
        alarm(
                id,
                metric,
                threshold,
                periods,
                ComparisonOperator.GREATER_THAN_THRESHOLD,
                TreatMissingData.NOT_BREACHING,
                meaning,
                section);
    }

    private void alarm(
            String id,
            IMetric metric,
            double threshold,
            int periods,
            ComparisonOperator comparison,
            TreatMissingData missing,
            String meaning,
            String section) {
        Alarm alarm = Alarm.Builder.create(this, id)
                .metric(metric)
                .threshold(threshold)
                .evaluationPeriods(periods)
                .comparisonOperator(comparison)
                .treatMissingData(missing)
                .alarmDescription("%s Runbook: docs/operate.md#%s".formatted(meaning, section))
                .build();
        alarm.addAlarmAction(new SnsAction(topic));
        alarms.add(alarm);
    }

    List<Alarm> all() {
        return List.copyOf(alarms);
    }
}
