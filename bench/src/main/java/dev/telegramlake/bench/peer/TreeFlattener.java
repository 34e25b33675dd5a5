package dev.telegramlake.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads the update as a tree and picks the fields.
public final class TreeFlattener implements Flattener {
    private static final List<String> FILES = List.of("photo", "sticker", "voice", "document");

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public byte[] row(byte[] update, long arrivalMillis) throws IOException {
        PeerRow row = new PeerRow();
        for (Map.Entry<String, JsonNode> field : mapper.readTree(update).properties()) {
            JsonNode value = field.getValue();
            if (field.getKey().equals("update_id")) {
                row.put("update_id", value.longValue());
                continue;
            }
            row.put("kind", field.getKey());
            common(row, value);
            if (field.getKey().endsWith("message")) {
                message(row, value);
            } else {
                other(row, value);
            }
        }
        return row.json(update, arrivalMillis);
    }

    private static void common(PeerRow row, JsonNode value) {
        JsonNode message = value.has("message") ? value.path("message") : value;
        JsonNode chat = message.path("chat");
        row.chat(number(chat, "id"), string(chat, "type"), string(chat, "title"), string(chat, "username"));
        JsonNode user = value.has("from") ? value.path("from") : value.path("user");
        row.user(
                number(user, "id"),
                bool(user, "is_bot"),
                string(user, "first_name"),
                string(user, "last_name"),
                string(user, "username"),
                string(user, "language_code"),
                bool(user, "is_premium"));
        if (value.has("sender_chat")) {
            row.senderChat(number(value.path("sender_chat"), "id"), string(value.path("sender_chat"), "title"));
        }
        row.put("message_id", number(message, "message_id"));
        row.put("date", number(value, "date"));
    }

    private static void message(PeerRow row, JsonNode message) {
        row.put("edit_date", number(message, "edit_date"));
        String text = message.has("text") ? string(message, "text") : string(message, "caption");
        if (text != null) {
            row.text(text);
            for (JsonNode entity : message.path(message.has("text") ? "entities" : "caption_entities")) {
                row.entity(
                        entity.path("type").textValue(),
                        text,
                        entity.path("offset").intValue(),
                        entity.path("length").intValue(),
                        string(entity, "url"));
            }
        }
        if (message.has("text")) {
            row.put("content_type", "text");
        } else if (message.has("new_chat_members")) {
            row.put("content_type", "new_chat_members");
            row.put(
                    "member_ids",
                    StreamSupport.stream(message.path("new_chat_members").spliterator(), false)
                            .map(member -> number(member, "id"))
                            .toList());
        }
        for (String type : FILES) {
            if (message.has(type)) {
                JsonNode file = type.equals("photo")
                        ? message.path(type).path(message.path(type).size() - 1)
                        : message.path(type);
                row.put("content_type", type);
                row.file(string(file, "file_id"), string(file, "file_unique_id"), number(file, "file_size"));
                row.put("mime_type", string(file, "mime_type"));
                row.put("duration_seconds", number(file, "duration"));
                row.put("sticker_emoji", string(file, "emoji"));
            }
        }
        row.put("media_group_id", string(message, "media_group_id"));
        row.put("via_bot_id", number(message.path("via_bot"), "id"));
        if (message.path("is_topic_message").booleanValue()) {
            row.put("topic_id", number(message, "message_thread_id"));
        }
        JsonNode reply = message.path("reply_to_message");
        row.put("reply_to_message_id", number(reply, "message_id"));
        row.put("reply_to_author_id", number(reply.path("from"), "id"));
        row.put("reply_to_is_bot", bool(reply.path("from"), "is_bot"));
        row.put("quote_text", string(message.path("quote"), "text"));
        JsonNode origin = message.path("forward_origin");
        row.put("forward_origin", string(origin, "type"));
        row.put("forward_author_id", number(origin.path("chat"), "id"));
        row.put("forward_author_name", string(origin.path("chat"), "title"));
        row.put("forward_date", number(origin, "date"));
        row.put("migrate_to_chat_id", number(message, "migrate_to_chat_id"));
        row.put("migrate_from_chat_id", number(message, "migrate_from_chat_id"));
    }

    private static void other(PeerRow row, JsonNode value) {
        row.put("member_old_status", string(value.path("old_chat_member"), "status"));
        row.put("member_new_status", string(value.path("new_chat_member"), "status"));
        if (value.has("new_chat_member")) {
            row.put(
                    "member_ids",
                    List.of(value.path("new_chat_member").path("user").path("id")));
        }
        row.put("old_reactions", reactions(value.path("old_reaction")));
        row.put("new_reactions", reactions(value.path("new_reaction")));
        row.put("callback_data", string(value, "data"));
        row.put("poll_id", string(value, "poll_id"));
        row.put("poll_option_ids", value.get("option_ids"));
    }

    private static @Nullable List<String> reactions(JsonNode reactions) {
        return reactions.isMissingNode()
                ? null
                : StreamSupport.stream(reactions.spliterator(), false)
                        .map(reaction -> reaction.path("emoji").textValue())
                        .toList();
    }

    private static @Nullable String string(JsonNode object, String field) {
        return object.path(field).textValue();
    }

    private static @Nullable Long number(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isNumber() ? value.longValue() : null;
    }

    private static @Nullable Boolean bool(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isBoolean() ? value.booleanValue() : null;
    }
}
