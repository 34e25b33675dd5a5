package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A chat of an export, with the id and the type that the Bot API gives it.
///
/// @param id negative: the export's own ids are positive and lack the kind of chat
record ExportedChat(long id, String type, @Nullable String title) {
    /// The Bot API's id of a supergroup or channel is this minus the export's id.
    private static final long SUPERGROUPS = -1_000_000_000_000L;

    /// Empty for a chat that is no group and no channel.
    static Optional<ExportedChat> of(String exportType, long exportId, @Nullable String title) {
        return switch (exportType) {
            case "private_group" -> Optional.of(new ExportedChat(-exportId, "group", title));
            case "private_supergroup", "public_supergroup" ->
                Optional.of(new ExportedChat(SUPERGROUPS - exportId, "supergroup", title));
            case "private_channel", "public_channel" ->
                Optional.of(new ExportedChat(SUPERGROUPS - exportId, "channel", title));
            default -> Optional.empty();
        };
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", type)
                .put("title", title);
    }

    /// Puts who wrote a message, named as `user1`, `channel1` or `chat1`, into the message.
    ///
    /// @param name first and last name together; null for a deleted account
    static void putSender(ObjectNode message, JsonNode fromId, @Nullable String name) {
        String id = fromId.asText();
        if (id.matches("(user)?[0-9]{1,18}")) {
            message.set("from", user(Long.parseLong(id.replaceFirst("user", "")), name));
        } else if (id.matches("channel[0-9]{1,18}")) {
            message.putObject("sender_chat")
                    .put("id", SUPERGROUPS - Long.parseLong(id.substring("channel".length())))
                    .put("type", "channel")
                    .put("title", name);
        } else if (id.matches("chat[0-9]{1,18}")) {
            message.putObject("sender_chat")
                    .put("id", -Long.parseLong(id.substring("chat".length())))
                    .put("type", "group")
                    .put("title", name);
        }
    }

    static ObjectNode user(long id, @Nullable String name) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("first_name", name == null ? "" : name);
    }
}
