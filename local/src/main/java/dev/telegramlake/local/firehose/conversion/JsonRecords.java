package dev.telegramlake.local.firehose.conversion;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Takes a record's JSON objects apart: one as a rule, several where they follow each other with or without white
/// space ([record format conversion](https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html)).
///
/// Numbers keep every digit. The JSON is read strictly, as the service does: no single quotes, no comments.
final class JsonRecords {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonRecords() {}

    static List<ObjectNode> parse(byte[] record) throws RecordRefusedException {
        List<ObjectNode> objects = new ArrayList<>(1);
        try (JsonParser parser = JSON.createParser(record)) {
            while (parser.nextToken() != null) {
                if (!(JSON.<TreeNode>readTree(parser) instanceof ObjectNode object)) {
                    throw RecordRefusedException.malformedData("A JSON object is required.");
                }
                objects.add(object);
            }
        } catch (JacksonException malformed) {
            JsonLocation place = malformed.getLocation();
            String where =
                    place == null ? "" : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
            throw RecordRefusedException.malformedJson(malformed.getOriginalMessage() + where);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Reading from memory failed", impossible);
        }
        if (objects.isEmpty()) {
            throw RecordRefusedException.malformedJson("No content to map due to end-of-input");
        }
        return objects;
    }
}
