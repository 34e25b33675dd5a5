package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A batch of records, given to the function as Firehose does.
///
/// @param answer its size is what Lambda counts
/// @param log    the one line that the function logged
@SuppressWarnings("ArrayRecordComponent") // never compared
record Batch(byte[] answer, JsonNode log) {
    /// Records arrive at [Fixture#ARRIVAL].
    static Batch of(List<byte[]> records) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        LoggingContext context = new LoggingContext();
        new TransformHandler(InstantSource.fixed(Instant.ofEpochMilli(Fixture.ARRIVAL)))
                .handleRequest(new ByteArrayInputStream(event(records)), answer, context);
        return new Batch(
                answer.toByteArray(), Json.object(context.log().getFirst().getBytes(StandardCharsets.UTF_8)));
    }

    /// What Firehose sends.
    static byte[] event(List<byte[]> records) {
        ObjectNode event = Json.MAPPER
                .createObjectNode()
                .put("invocationId", "6ab7a5e7-4c0a-4b0f-8f0b-3a7d0a2f5c11")
                .put("deliveryStreamArn", "arn:aws:firehose:us-east-1:123456789012:deliverystream/telegram-updates")
                .put("region", "us-east-1");
        ArrayNode list = event.putArray("records");
        for (int i = 0; i < records.size(); i++) {
            list.addObject()
                    .put("recordId", id(i))
                    .put("approximateArrivalTimestamp", Fixture.ARRIVAL)
                    .put("data", records.get(i));
        }
        return Json.bytes(event);
    }

    static Batch of(String... records) throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (String json : records) {
            bytes.add(json.getBytes(StandardCharsets.UTF_8));
        }
        return of(bytes);
    }

    /// As long as the real ones are.
    static String id(int index) {
        return "495469866831355442865074579363216256757001924711567851%06d".formatted(index);
    }

    JsonNode records() {
        return Json.object(answer).path("records");
    }

    /// What became of each record that is in the answer.
    Map<String, String> results() {
        Map<String, String> results = new LinkedHashMap<>();
        records()
                .forEach(record -> results.put(
                        record.path("recordId").asText(), record.path("result").asText()));
        return results;
    }

    /// The row of a record.
    ObjectNode row(int index) throws IOException {
        return Json.object(records().path(index).path("data").binaryValue());
    }

    /// Why a record failed.
    String reason(int index) {
        return log.path("reasons").path(id(index)).asText();
    }
}
