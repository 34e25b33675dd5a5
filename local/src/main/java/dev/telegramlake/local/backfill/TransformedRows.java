package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.backfill.ExportConverter.ConvertedUpdate;
import dev.telegramlake.local.lambda.LocalFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls the transform function as Firehose does, so that history has the same columns as what arrives.
final class TransformedRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalFunction transform;

    TransformedRows(LocalFunction transform) {
        this.transform = transform;
    }

    /// The row of each update, in their order; null where the function gave none. An update arrives when it happened.
    ///
    /// @throws IOException when the function fails
    List<byte @Nullable []> of(List<ConvertedUpdate> updates) throws IOException {
        Map<String, byte[]> rows = new HashMap<>();
        for (JsonNode record : answer(updates).path("records")) {
            if (record.path("result").asText().equals("Ok")) {
                rows.put(record.path("recordId").asText(), record.path("data").binaryValue());
            }
        }
        List<byte @Nullable []> inOrder = new ArrayList<>(updates.size());
        for (int i = 0; i < updates.size(); i++) {
            inOrder.add(rows.get(String.valueOf(i)));
        }
        return inOrder;
    }

    private JsonNode answer(List<ConvertedUpdate> updates) throws IOException {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("records");
        for (int i = 0; i < updates.size(); i++) {
            ConvertedUpdate update = updates.get(i);
            records.addObject()
                    .put("recordId", String.valueOf(i))
                    .put("approximateArrivalTimestamp", update.seconds() * 1000)
                    .put("data", update.json().toString().getBytes(StandardCharsets.UTF_8));
        }
        try {
            return JSON.readTree(transform.invoke(JSON.writeValueAsBytes(event)).payload());
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("The transform function failed", failure);
        }
    }
}
