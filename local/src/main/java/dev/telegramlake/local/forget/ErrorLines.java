package dev.telegramlake.local.forget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Firehose's error lines, whose record is in base64: the update as it was put, or the row that was made of it.
final class ErrorLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECORD = "rawData";
    private static final String UPDATE = "payload";

    private final Scrubber scrubber;

    ErrorLines(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /// The update in an error line; what cannot be read as one is the line itself.
    static String update(String line) throws IOException {
        if (!(readable(line) instanceof ObjectNode error) || !error.has(RECORD)) {
            return line;
        }
        String record = record(error);
        return readable(record) instanceof ObjectNode row && row.path(UPDATE).isTextual()
                ? row.path(UPDATE).asText()
                : record;
    }

    Scrubber.Verdict judge(String line) throws IOException {
        Scrubber.Verdict verdict = scrubber.judge(update(line));
        return verdict instanceof Scrubber.Replace replace
                ? new Scrubber.Replace(replaced(line, replace.update()))
                : verdict;
    }

    private static String replaced(String line, String update) throws IOException {
        if (!(readable(line) instanceof ObjectNode error) || !error.has(RECORD)) {
            return update;
        }
        // of a row only its update stays: that is what it is made of
        String record = readable(record(error)) instanceof ObjectNode row
                        && row.path(UPDATE).isTextual()
                ? JSON.createObjectNode().put(UPDATE, update).toString()
                : update;
        return error.put(RECORD, record.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String record(JsonNode error) throws IOException {
        return new String(error.path(RECORD).binaryValue(), StandardCharsets.UTF_8);
    }

    private static JsonNode readable(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException damaged) {
            return JSON.missingNode();
        }
    }
}
