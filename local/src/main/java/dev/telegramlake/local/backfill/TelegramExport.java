package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads `result.json` of a [Telegram Desktop export](https://telegram.org/blog/export-and-more), of one chat or of
/// all,
/// message by message: memory holds one message, however large the file is.
final class TelegramExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TelegramExport() {}

    /// Takes what is read, in the order of the file.
    interface Visitor {
        /// A message of a group or channel.
        void message(ExportedChat chat, ObjectNode message) throws IOException;
    }

    /// Reads the file to its end.
    ///
    /// @throws IOException when it cannot be read or is not JSON
    static void read(InputStream export, Visitor visitor) throws IOException {
        try (JsonParser parser = JSON.createParser(export)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The export is not a JSON object. Give the file result.json of an export.");
            }
            object(parser, visitor);
        }
    }

    /// The whole export or a chat: an object with `messages` is a chat, `chats` and `list` lead to others.
    private static void object(JsonParser parser, Visitor visitor) throws IOException {
        String name = null;
        String type = "";
        long id = 0;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "name" -> name = token == JsonToken.VALUE_STRING ? parser.getText() : null;
                case "type" -> type = parser.getText();
                case "id" -> id = parser.getValueAsLong();
                case "messages" -> messages(parser, type, id, name, visitor);
                case "chats", "left_chats", "list" -> chats(parser, visitor);
                default -> parser.skipChildren();
            }
        }
    }

    private static void chats(JsonParser parser, Visitor visitor) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(parser, visitor);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, visitor);
            }
        }
    }

    private static void messages(JsonParser parser, String type, long id, @Nullable String name, Visitor visitor)
            throws IOException {
        @Nullable ExportedChat chat = ExportedChat.of(type, id, name).orElse(null);
        if (chat == null) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            ObjectNode message = JSON.readTree(parser);
            visitor.message(chat, message);
        }
    }
}
