package dev.telegramlake.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiConsumer;

/// Small transforms for the tests.
final class Functions {
    static final ObjectMapper JSON = new ObjectMapper();

    private Functions() {}

    /// Answers every record with what it is.
    static TransformFunction identity() {
        return perRecord((record, answer) -> ok(record, answer));
    }

    /// Gives every record of the event to `answer`, which adds what it likes to the answer's records.
    static TransformFunction perRecord(BiConsumer<JsonNode, ArrayNode> answer) {
        return event -> {
            ObjectNode root = JSON.createObjectNode();
            ArrayNode records = root.putArray("records");
            JSON.readTree(event).path("records").forEach(record -> answer.accept(record, records));
            return JSON.writeValueAsBytes(root);
        };
    }

    static void ok(JsonNode record, ArrayNode answer) {
        result(record, answer, "Ok").put("data", record.path("data").asText());
    }

    static ObjectNode result(JsonNode record, ArrayNode answer, String result) {
        return answer.addObject()
                .put("recordId", record.path("recordId").asText())
                .put("result", result);
    }

    static String text(JsonNode record) {
        return new String(Base64.getDecoder().decode(record.path("data").asText()), StandardCharsets.UTF_8);
    }
}
