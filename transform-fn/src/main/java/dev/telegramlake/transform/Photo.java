package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes the largest of a photo's sizes, an array of [PhotoSize](https://core.telegram.org/bots/api#photosize).
final class Photo implements Capture {
    private record Target(int slot, int rank) {}

    private final String path;
    private final Map<String, Target> targets = new HashMap<>();

    Photo(String path) {
        this.path = path;
    }

    void take(String field, int slot, int rank) {
        targets.put(field, new Target(slot, rank));
    }

    @Override
    public void read(JsonParser parser, Row row) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            row.mismatch(path);
            parser.skipChildren();
            return;
        }
        Map<String, Object> largest = Map.of();
        long area = -1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                Map<String, Object> size = size(parser);
                long pixels = number(size.get("width")) * number(size.get("height"));
                if (pixels >= area) {
                    area = pixels;
                    largest = size;
                }
            } else {
                row.mismatch(path + "[]");
                parser.skipChildren();
            }
        }
        for (Map.Entry<String, Target> wanted : targets.entrySet()) {
            Object value = largest.get(wanted.getKey());
            if (value != null) {
                row.set(wanted.getValue().slot(), wanted.getValue().rank(), value);
            }
        }
    }

    private static Map<String, Object> size(JsonParser parser) throws IOException {
        Map<String, Object> size = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING && name.startsWith("file_") && !name.equals("file_size")) {
                size.put(name, Text.wellFormed(parser.getText()));
            } else if (token == JsonToken.VALUE_NUMBER_INT
                    && !name.startsWith("file_u")
                    && !name.equals("file_id")
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                size.put(name, parser.getLongValue());
            } else {
                parser.skipChildren();
            }
        }
        return size;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long number ? Math.clamp(number, 0, Integer.MAX_VALUE) : 0;
    }
}
