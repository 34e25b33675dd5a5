package dev.telegramlake.bench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What Lambda calls the functions with, as the services write it.
public final class Events {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Events() {}

    /// A batch of Firehose.
    public static byte[] batch(List<byte[]> records, long arrivalMillis) throws JsonProcessingException {
        ObjectNode event = MAPPER.createObjectNode()
                .put("invocationId", "6ab7a5e7-4c0a-4b0f-8f0b-3a7d0a2f5c11")
                .put("deliveryStreamArn", "arn:aws:firehose:us-east-1:123456789012:deliverystream/telegram-updates")
                .put("region", "us-east-1");
        ArrayNode list = event.putArray("records");
        for (int i = 0; i < records.size(); i++) {
            list.addObject()
                    .put("recordId", "495469866831355442865074579363216256757001924711567851%06d".formatted(i))
                    .put("approximateArrivalTimestamp", arrivalMillis)
                    .put("data", records.get(i));
        }
        return MAPPER.writeValueAsBytes(event);
    }

    /// A request of Telegram through an
    /// [HTTP
    /// API](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
    public static byte[] request(byte[] update) throws JsonProcessingException {
        ObjectNode event = MAPPER.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "POST /webhook")
                .put("rawPath", "/webhook")
                .put("rawQueryString", "");
        event.putObject("headers")
                .put("accept-encoding", "gzip, deflate")
                .put("content-length", String.valueOf(update.length))
                .put("content-type", "application/json")
                .put("host", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com")
                .put("x-amzn-trace-id", "Root=1-69a4c205-0c1c5b6d4e2f3a1b0c9d8e7f")
                .put("x-forwarded-for", "91.108.5.1")
                .put("x-forwarded-port", "443")
                .put("x-forwarded-proto", "https")
                .put("x-telegram-bot-api-secret-token", AwsEndpoint.SECRET);
        ObjectNode context = event.putObject("requestContext")
                .put("accountId", "123456789012")
                .put("apiId", "a1b2c3d4e5")
                .put("domainName", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com")
                .put("domainPrefix", "a1b2c3d4e5")
                .put("requestId", "ZkQ3hjLzoAMEPqg=")
                .put("routeKey", "POST /webhook")
                .put("stage", "$default")
                .put("time", "01/Mar/2026:12:00:05 +0000")
                .put("timeEpoch", 1_772_366_405_123L);
        context.putObject("http")
                .put("method", "POST")
                .put("path", "/webhook")
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "91.108.5.1")
                .put("userAgent", "");
        event.put("body", new String(update, StandardCharsets.UTF_8)).put("isBase64Encoded", false);
        return MAPPER.writeValueAsBytes(event);
    }
}
