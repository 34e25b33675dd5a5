package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads `result.json` of a [Telegram Desktop export](https://telegram.org/blog/export-and-more), of one chat or of
/// all, message by message: memory holds one message, however large the file is.
final class TelegramExport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REMEDY =
            " Give the file result.json of an export in the format \"Machine-readable" + " JSON\".";

    private final ControlEscapes in;
    private final JsonParser parser;
    private final Visitor visitor;
    private boolean anyChat;
    private long messages;

    private TelegramExport(ControlEscapes in, JsonParser parser, Visitor visitor) {
        this.in = in;
        this.parser = parser;
        this.visitor = visitor;
    }

    /// Takes what is read, in the order of the file.
    interface Visitor {
        /// A group or channel begins; null to take its messages, or why they are left out.
        @Nullable
        LeftOut chat(ExportedChat chat) throws DeploymentException, IOException, InterruptedException;

        /// A message of the chat that began last.
        void message(ObjectNode message) throws IOException;

        /// A message that nobody asked for.
        void leftOut(LeftOut reason);

        /// The chat that began last has ended.
        void chatEnds();
    }

    /// Reads the file to its end.
    ///
    /// @throws BackfillException when it is no export, or ends in the middle
    static void read(InputStream export, Visitor visitor)
            throws BackfillException, DeploymentException, IOException, InterruptedException {
        ControlEscapes in = new ControlEscapes(export);
        try (JsonParser parser = JSON.createParser(in)) {
            new TelegramExport(in, parser, visitor).read();
        } catch (CharConversionException broken) {
            throw new BackfillException("The file is no text in UTF-8; nothing was brought in." + REMEDY);
        }
    }

    private void read() throws BackfillException, DeploymentException, IOException, InterruptedException {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new BackfillException("The file is empty." + REMEDY);
            }
            if (first == JsonToken.START_OBJECT) {
                object();
            }
            if (!anyChat) {
                throw new BackfillException("The file is JSON, but has no chat in it." + REMEDY);
            }
        } catch (JsonProcessingException malformed) {
            // Null where it nests too deep.
            JsonLocation at = Objects.requireNonNullElse(malformed.getLocation(), parser.currentLocation());
            throw new BackfillException("%s; %,d messages were read, and nothing was brought in.%s"
                    .formatted(
                            in.isAtEnd()
                                    ? "The file ends in the middle"
                                    : "The file is not JSON at line %d, column %d"
                                            .formatted(at.getLineNr(), at.getColumnNr()),
                            messages,
                            messages == 0 ? REMEDY : " Export the chat again, or copy the file again."));
        }
    }

    /// The whole export or a chat: an object with `messages` is a chat, `chats` and `list` lead to others.
    private void object() throws BackfillException, DeploymentException, IOException, InterruptedException {
        String name = null;
        String type = null;
        Long id = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "name" -> name = token == JsonToken.VALUE_STRING ? parser.getText() : null;
                case "type" -> type = parser.getText();
                case "id" -> id = parser.getValueAsLong();
                case "messages" -> {
                    if (type == null || id == null) {
                        throw new BackfillException("A chat's type and id must stand before its messages, as Telegram"
                                + " Desktop writes them." + REMEDY);
                    }
                    messages(type, id, name);
                }
                case "chats", "left_chats", "list" -> chats();
                default -> parser.skipChildren();
            }
        }
    }

    private void chats() throws BackfillException, DeploymentException, IOException, InterruptedException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object();
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                object();
            }
        }
    }

    private void messages(String type, long id, @Nullable String name)
            throws BackfillException, DeploymentException, IOException, InterruptedException {
        anyChat = true;
        @Nullable ExportedChat chat = ExportedChat.of(type, id, name).orElse(null);
        if (chat != null && (id < 1 || id > ExportedChat.MAX_EXPORT_ID)) {
            throw new BackfillException("No group and no channel has the id %d.".formatted(id) + REMEDY);
        }
        @Nullable LeftOut reason = chat == null ? LeftOut.PRIVATE_CHAT : visitor.chat(chat);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            messages++;
            if (reason == null) {
                ObjectNode message = JSON.readTree(parser);
                visitor.message(message);
            } else {
                parser.skipChildren();
                visitor.leftOut(reason);
            }
        }
        visitor.chatEnds();
    }
}
