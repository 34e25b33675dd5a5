package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.telegramlake.schema.ColumnType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the largest of a picture's sizes, an array of [PhotoSize](https://core.telegram.org/bots/api#photosize); of
/// two that are equally large the last.
final class LargestPhoto implements Capture {
    private record Target(String field, ColumnType type, int slot, int rank) {}

    private final List<Target> targets = new ArrayList<>();

    void take(String field, ColumnType type, int slot, int rank) {
        targets.add(new Target(field, type, slot, rank));
    }

    @Override
    public boolean read(JsonParser parser, Row row) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        boolean fits = true;
        Size largest = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                Size size = new Size();
                fits &= size.read(parser);
                if (largest == null || size.pixels() >= largest.pixels()) {
                    largest = size;
                }
            } else {
                fits = false;
                parser.skipChildren();
            }
        }
        if (largest != null) {
            largest.write(row);
        }
        return fits;
    }

    private final class Size {
        private final @Nullable Object[] values = new @Nullable Object[targets.size()];
        private long width;
        private long height;

        boolean read(JsonParser parser) throws IOException {
            boolean fits = true;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "width" -> width = length(parser);
                    case "height" -> height = length(parser);
                    default -> fits &= token == JsonToken.VALUE_NULL || take(name, parser);
                }
                parser.skipChildren();
            }
            return fits;
        }

        private boolean take(String field, JsonParser parser) throws IOException {
            for (int i = 0; i < values.length; i++) {
                Target target = targets.get(i);
                if (target.field().equals(field)) {
                    values[i] = ScalarCapture.value(parser, target.type());
                    return values[i] != null;
                }
            }
            return true;
        }

        private static long length(JsonParser parser) throws IOException {
            Long pixels = ScalarCapture.integer(parser, 0, Integer.MAX_VALUE);
            return pixels == null ? 0 : pixels;
        }

        long pixels() {
            return width * height;
        }

        void write(Row row) {
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value != null) {
                    row.set(targets.get(i).slot(), targets.get(i).rank(), value);
                }
            }
        }
    }
}
