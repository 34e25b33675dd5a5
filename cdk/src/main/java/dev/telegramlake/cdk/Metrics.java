package dev.telegramlake.cdk;

import dev.telegramlake.schema.Lake;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;

/// What the services measure by themselves, for alarms and dashboard.
record Metrics(HttpApi api, Map<FunctionSpec, Function> functions, Bucket bucket, Queue deadLetters) {
    /// Metrics of the stack's own, which are billed each: those of the transform.
    static final int OWN = 5;

    private static final String TRANSFORM_NAMESPACE = "telegram-lake";

    IMetric api(String name, String statistic, Duration period) {
        return metric("AWS/ApiGateway", name, Map.of("ApiId", api.getApiId()), statistic, period);
    }

    IMetric firehose(String name, String statistic, Duration period) {
        return metric("AWS/Firehose", name, Map.of("DeliveryStreamName", Lake.DELIVERY_STREAM), statistic, period);
    }

    IMetric function(FunctionSpec spec, String name, String statistic, Duration period) {
        Function function = functions.get(spec);
        if (function == null) {
            throw new IllegalArgumentException("The stack has no function " + spec.module());
        }
        return metric("AWS/Lambda", name, Map.of("FunctionName", function.getFunctionName()), statistic, period);
    }

    /// What the transform function counts in its log, in the embedded metric format.
    IMetric transform(String name, Duration period) {
        return metric(TRANSFORM_NAMESPACE, name, Map.of(), "Sum", period);
    }

    /// Objects written under `errors/`.
    IMetric errorObjects(Duration period) {
        return metric(
                "AWS/S3",
                "PutRequests",
                Map.of("BucketName", bucket.getBucketName(), "FilterId", DataBuckets.ERRORS_METRICS),
                "Sum",
                period);
    }

    IMetric deadLetters(Duration period) {
        return metric(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                Map.of("QueueName", deadLetters.getQueueName()),
                "Maximum",
                period);
    }

    /// Bytes that queries have read.
    IMetric scannedBytes(Duration period) {
        return metric("AWS/Athena", "ProcessedBytes", Map.of("WorkGroup", Lake.WORKGROUP), "Sum", period);
    }

    private static IMetric metric(
            String namespace, String name, Map<String, String> dimensions, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .period(period)
                .build();
    }
}
