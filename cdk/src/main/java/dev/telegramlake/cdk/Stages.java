package dev.telegramlake.cdk;

import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.LogQueryVisualizationType;
import software.amazon.awscdk.services.cloudwatch.LogQueryWidget;
import software.constructs.Construct;

/// The dashboard: the stages of the pipeline in their order, as the page of the pipeline on one machine shows them.
final class Stages extends Construct {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration HOUR = Duration.hours(1);
    private static final int HALF = 12;
    private static final int WHOLE = 24;
    private static final int HEIGHT = 6;

    private final Dashboard dashboard;

    Stages(Construct scope, Metrics metrics, LakeFunction webhook, Alarms alarms) {
        super(scope, "Stages");
        dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName("telegram-lake")
                .widgets(List.of(
                        List.of(AlarmStatusWidget.Builder.create()
                                .title("Alarms")
                                .alarms(alarms.all())
                                .width(WHOLE)
                                .build()),
                        List.of(
                                graph(
                                        "Received",
                                        metrics.api("Count", "Sum", MINUTE),
                                        metrics.api("4xx", "Sum", MINUTE),
                                        metrics.api("5xx", "Sum", MINUTE)),
                                outcomes(webhook)),
                        List.of(
                                graph(
                                        "Accepted by Firehose",
                                        metrics.firehose("IncomingRecords", "Sum", MINUTE),
                                        metrics.firehose("ThrottledRecords", "Sum", MINUTE)),
                                graph(
                                        "Transformed and failed",
                                        metrics.transform("Ok", MINUTE),
                                        metrics.transform("Failed", MINUTE),
                                        metrics.firehose("SucceedConversion.Records", "Sum", MINUTE),
                                        metrics.firehose("FailedConversion.Records", "Sum", MINUTE),
                                        metrics.errorObjects(MINUTE))),
                        List.of(
                                graph(
                                        "Delivered",
                                        metrics.firehose("DeliveryToS3.Records", "Sum", MINUTE),
                                        metrics.firehose("DeliveryToS3.DataFreshness", "Maximum", MINUTE)),
                                graph(
                                        "Compaction",
                                        metrics.function(FunctionSpec.COMPACTION, "Invocations", "Sum", HOUR),
                                        metrics.function(FunctionSpec.COMPACTION, "Errors", "Sum", HOUR),
                                        metrics.deadLetters(HOUR))),
                        List.of(
                                graph(
                                        "Latency, milliseconds",
                                        metrics.api("Latency", "p50", MINUTE),
                                        metrics.api("Latency", "p99", MINUTE),
                                        metrics.function(FunctionSpec.TRANSFORM, "Duration", "p99", MINUTE)),
                                graph("Read by queries, bytes", metrics.scannedBytes(HOUR)))))
                .build();
    }

    private static IWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(Arrays.asList(metrics))
                .width(HALF)
                .height(HEIGHT)
                .build();
    }

    /// Accepted, unwanted and rejected by reason, from the function's own log lines.
    private static IWidget outcomes(LakeFunction webhook) {
        return LogQueryWidget.Builder.create()
                .title("What became of them")
                .logGroupNames(List.of(webhook.logGroupName()))
                .queryLines(List.of("filter event = \"webhook\"", "stats count(*) as requests by outcome"))
                .view(LogQueryVisualizationType.TABLE)
                .width(HALF)
                .height(HEIGHT)
                .build();
    }

    Dashboard dashboard() {
        return dashboard;
    }
}
