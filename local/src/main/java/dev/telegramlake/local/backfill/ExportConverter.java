package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes updates of exported messages: the message itself, and one update for each reaction that the export names.
///
/// An update from an export has a negative `update_id` that follows from chat and message, so that the same message
/// is always the same update, and never one of a bot's, whose numbers are positive.
final class ExportConverter {
    private final ZoneId zone;

    /// Who wrote which message: an export names the message that is answered by its number only.
    private final Map<String, ObjectNode> authors = new HashMap<>();

    private final Map<Long, ObjectNode> people = new HashMap<>();
    private final Set<String> topics = new HashSet<>();

    /// @param zone of dates that are written without one
    ExportConverter(ZoneId zone) {
        this.zone = zone;
    }

    /// An update, and when it happened.
    ///
    /// @param seconds since 1970 UTC
    record ConvertedUpdate(long seconds, ObjectNode json) {}

    /// Empty for a message that has no date or is of a kind that the export does not explain.
    List<ConvertedUpdate> convert(ExportedChat chat, ObjectNode exported) {
        @Nullable Long seconds = seconds(exported, "date");
        long messageId = exported.path("id").asLong();
        if (seconds == null || exported.path("type").asText().equals("unsupported")) {
            return List.of();
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("message_id", messageId);
        sender(exported, message);
        message.set("chat", chat.json());
        message.put("date", seconds);
        if (exported.path("type").asText().equals("service")) {
            ExportService.put(exported, message);
            if (message.has("forum_topic_created")) {
                topics.add(key(chat, messageId));
                message.put("message_thread_id", messageId).put("is_topic_message", true);
            }
        } else {
            content(exported, message);
        }
        reply(chat, exported, message);
        List<ConvertedUpdate> updates = new ArrayList<>();
        updates.add(new ConvertedUpdate(seconds, update(chat, messageId, "message", "message", message)));
        reactions(chat, exported, messageId, seconds, updates);
        return updates;
    }

    private void sender(JsonNode exported, ObjectNode message) {
        boolean service = exported.has("actor_id");
        ExportedChat.putSender(
                message,
                exported.path(service ? "actor_id" : "from_id"),
                text(exported.path(service ? "actor" : "from")));
        if (message.get("from") instanceof ObjectNode from) {
            message.set("from", people.computeIfAbsent(from.path("id").asLong(), id -> from));
        }
    }

    private void content(JsonNode exported, ObjectNode message) {
        ExportText text = ExportText.of(exported);
        boolean media = ExportMedia.put(exported, message);
        if (!text.text().isEmpty() || !media) {
            message.put(media ? "caption" : "text", text.text());
        }
        if (!text.entities().isEmpty()) {
            message.set(media ? "caption_entities" : "entities", text.entities());
        }
        @Nullable Long edited = seconds(exported, "edited");
        if (edited != null) {
            message.put("edit_date", edited);
        }
        if (exported.has("forwarded_from")) {
            message.putObject("forward_origin")
                    .put("type", "hidden_user")
                    .put("sender_user_name", text(exported.path("forwarded_from")));
        }
    }

    private void reply(ExportedChat chat, JsonNode exported, ObjectNode message) {
        authors.put(key(chat, message.path("message_id").asLong()), author(message));
        JsonNode answered = exported.path("reply_to_message_id");
        if (!answered.isIntegralNumber() || exported.has("reply_to_peer_id")) {
            return;
        }
        String key = key(chat, answered.asLong());
        ObjectNode reply = message.putObject("reply_to_message").put("message_id", answered.asLong());
        reply.setAll(authors.getOrDefault(key, JsonNodeFactory.instance.objectNode()));
        if (topics.contains(key)) {
            reply.putObject("forum_topic_created");
            message.put("message_thread_id", answered.asLong()).put("is_topic_message", true);
        }
    }

    private static ObjectNode author(ObjectNode message) {
        ObjectNode author = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("from", "sender_chat")) {
            if (message.has(field)) {
                author.set(field, message.get(field));
            }
        }
        return author;
    }

    /// An export gives the reactions as they are; each becomes one that was given.
    private void reactions(
            ExportedChat chat, JsonNode exported, long messageId, long sent, List<ConvertedUpdate> updates) {
        for (JsonNode kind : exported.path("reactions")) {
            String emoji =
                    kind.path(kind.has("emoji") ? "emoji" : "document_id").asText("");
            for (JsonNode given : kind.path("recent")) {
                @Nullable Long seconds = seconds(given, "date");
                long when = seconds == null ? sent : seconds;
                ObjectNode reaction = JsonNodeFactory.instance.objectNode().put("message_id", messageId);
                reaction.set("chat", chat.json());
                ExportedChat.putSender(reaction, given.path("from_id"), text(given.path("from")));
                renamed(reaction, "from", "user");
                renamed(reaction, "sender_chat", "actor_chat");
                reaction.put("date", when).putArray("old_reaction");
                reaction.putArray("new_reaction")
                        .addObject()
                        .put("type", kind.has("emoji") ? "emoji" : "custom_emoji")
                        .put(kind.has("emoji") ? "emoji" : "custom_emoji_id", emoji);
                String part = emoji + given.path("from_id").asText();
                updates.add(new ConvertedUpdate(when, update(chat, messageId, part, "message_reaction", reaction)));
            }
        }
    }

    private static void renamed(ObjectNode object, String from, String to) {
        if (object.has(from)) {
            object.set(to, object.remove(from));
        }
    }

    private static ObjectNode update(ExportedChat chat, long messageId, String part, String kind, ObjectNode value) {
        ObjectNode update = JsonNodeFactory.instance.objectNode().put("update_id", updateId(chat, messageId, part));
        update.set(kind, value);
        return update;
    }

    /// The first 63 bits of a digest, made negative.
    private static long updateId(ExportedChat chat, long messageId, String part) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest("%d/%d/%s".formatted(chat.id(), messageId, part).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() | Long.MIN_VALUE;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// `NAME_unixtime` is a string of seconds; older exports have the local time in `NAME` only.
    private @Nullable Long seconds(JsonNode node, String name) {
        String unix = node.path(name + "_unixtime").asText("");
        if (unix.matches("-?[0-9]{1,15}")) {
            return Long.valueOf(unix);
        }
        try {
            return LocalDateTime.parse(node.path(name).asText("")).atZone(zone).toEpochSecond();
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static String key(ExportedChat chat, long messageId) {
        return chat.id() + "/" + messageId;
    }
}
