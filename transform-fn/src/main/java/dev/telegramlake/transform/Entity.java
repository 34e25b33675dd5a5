package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [MessageEntity](https://core.telegram.org/bots/api#messageentity): a part of a text with a meaning.
///
/// @param offset in UTF-16 code units, as indexes of a Java string are
/// @param length in UTF-16 code units
record Entity(
        String type,
        int offset,
        int length,
        @Nullable String url,
        @Nullable Long userId) {
    /// The part of the text; null when it does not lie within it.
    @Nullable
    String in(String text) {
        return offset >= 0 && length > 0 && offset <= text.length() - length
                ? Text.wellFormed(text.substring(offset, offset + length))
                : null;
    }

    /// Takes an array of entities into a slot.
    static Capture capture(int slot, String path) {
        return (parser, row) -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                row.mismatch(path);
                parser.skipChildren();
                return;
            }
            List<Entity> entities = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Entity entity = parser.currentToken() == JsonToken.START_OBJECT ? read(parser) : null;
                if (entity == null) {
                    row.mismatch(path + "[]");
                    parser.skipChildren();
                } else {
                    entities.add(entity);
                }
            }
            row.set(slot, 0, entities);
        };
    }

    private static @Nullable Entity read(JsonParser parser) throws IOException {
        String type = null;
        int offset = -1;
        int length = -1;
        String url = null;
        Long userId = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> type = token == JsonToken.VALUE_STRING ? parser.getText() : null;
                case "url" -> url = token == JsonToken.VALUE_STRING ? Text.wellFormed(parser.getText()) : null;
                case "offset" -> offset = index(parser);
                case "length" -> length = index(parser);
                case "user" -> userId = token == JsonToken.START_OBJECT ? id(parser) : null;
                default -> {}
            }
            parser.skipChildren();
        }
        return type == null ? null : new Entity(type, offset, length, url, userId);
    }

    private static int index(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT
                ? parser.getIntValue()
                : -1;
    }

    private static @Nullable Long id(JsonParser parser) throws IOException {
        Long id = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                    && name.equals("id")
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                id = parser.getLongValue();
            }
            parser.skipChildren();
        }
        return id;
    }
}
