package dev.telegramlake.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the webhook needs to know of an update to decide on it.
///
/// The chat is the `chat` of the update's one object, or of that object's `message` (a button that was pressed), so
/// that kinds of update that are new to us are decided on alike.
///
/// @param chatId      null where the update names no chat
/// @param chatType    private, group, supergroup or channel; null where the update names no chat
/// @param migratedTo  on the last message of a group: the supergroup that it became
/// @param migratedFrom on the first message of a supergroup: the group that it was
record Envelope(
        long updateId,
        String kind,
        @Nullable Long chatId,
        @Nullable String chatType,
        @Nullable Long migratedTo,
        @Nullable Long migratedFrom) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Reads the whole body; empty when it is not one JSON object with a number `update_id` and one kind.
    static Optional<Envelope> read(String body) {
        try (JsonParser parser = JSON.createParser(body)) {
            Reader reader = new Reader();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            reader.update(parser);
            return parser.nextToken() == null ? reader.envelope() : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static final class Reader {
        private @Nullable Long updateId;
        private @Nullable String kind;
        private @Nullable Long chatId;
        private @Nullable String chatType;
        private @Nullable Long migratedTo;
        private @Nullable Long migratedFrom;

        Optional<Envelope> envelope() {
            return updateId == null || kind == null
                    ? Optional.empty()
                    : Optional.of(new Envelope(updateId, kind, chatId, chatType, migratedTo, migratedFrom));
        }

        void update(JsonParser parser) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals("update_id")) {
                    updateId = number(parser);
                } else {
                    kind = kind == null ? name : kind;
                    if (token == JsonToken.START_OBJECT) {
                        value(parser);
                    }
                }
                parser.skipChildren();
            }
        }

        private void value(JsonParser parser) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                boolean object = parser.nextToken() == JsonToken.START_OBJECT;
                switch (name) {
                    case "chat" -> chat(parser, object);
                    case "message" -> pressedMessage(parser, object);
                    case "migrate_to_chat_id" -> migratedTo = number(parser);
                    case "migrate_from_chat_id" -> migratedFrom = number(parser);
                    default -> {}
                }
                parser.skipChildren();
            }
        }

        private void pressedMessage(JsonParser parser, boolean object) throws IOException {
            for (String name = object ? parser.nextFieldName() : null; name != null; name = parser.nextFieldName()) {
                boolean inner = parser.nextToken() == JsonToken.START_OBJECT;
                if (name.equals("chat")) {
                    chat(parser, inner);
                }
                parser.skipChildren();
            }
        }

        private void chat(JsonParser parser, boolean object) throws IOException {
            for (String name = object ? parser.nextFieldName() : null; name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals("id")) {
                    chatId = number(parser);
                } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                    chatType = parser.getText();
                }
                parser.skipChildren();
            }
        }

        private static @Nullable Long number(JsonParser parser) throws IOException {
            return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                    ? (Long) parser.getLongValue()
                    : null;
        }
    }
}
