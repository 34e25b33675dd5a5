package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A part of a text with a meaning, as a [MessageEntity](https://core.telegram.org/bots/api#messageentity) says it.
///
/// @param offset in UTF-16 code units, as indexes of a Java string are
/// @param length in UTF-16 code units
/// @param url    the link behind the part; null when the part itself is what counts
record Entity(
        String type,
        int offset,
        int length,
        @Nullable String url,
        @Nullable Long userId) {
    /// Whether the part lies within a text.
    boolean isIn(String text) {
        return offset >= 0 && length > 0 && offset <= text.length() - length;
    }

    /// The part of a text in which it lies.
    String in(String text) {
        return Text.wellFormed(text.substring(offset, offset + length));
    }

    /// Reads an entity; null when it has no type.
    static @Nullable Entity read(JsonParser parser) throws IOException {
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
                case "user" -> userId = userId(parser);
                default -> {}
            }
            parser.skipChildren();
        }
        return type == null ? null : new Entity(type, offset, length, url, userId);
    }

    private static int index(JsonParser parser) throws IOException {
        Long index = ScalarCapture.integer(parser, 0, Integer.MAX_VALUE);
        return index == null ? -1 : index.intValue();
    }

    /// The id of the [User](https://core.telegram.org/bots/api#user) that the parser stands on.
    static @Nullable Long userId(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Long id = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("id")) {
                id = ScalarCapture.integer(parser, Long.MIN_VALUE, Long.MAX_VALUE);
            }
            parser.skipChildren();
        }
        return id;
    }
}
