package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes updates of the messages of one chat: the message itself, and one update for each reaction that the export
/// names.
final class ExportConverter {
    private final ExportedChat chat;
    private final ExportTimes times;
    private final ExportService service;
    private final ExportMedia media;
    private final Authors authors = new Authors();
    private final Set<Long> topics = new HashSet<>();

    ExportConverter(ExportedChat chat, ExportTimes times) {
        this.chat = chat;
        this.times = times;
        this.service = new ExportService(chat);
        this.media = new ExportMedia(times);
    }

    /// What became of an exported message.
    ///
    /// @param messageId as exported
    /// @param leftOut   why there are no updates; null where there are
    /// @param updates   the message, then its reactions
    record Converted(long messageId, @Nullable LeftOut leftOut, List<HistoricUpdate> updates) {}

    Converted convert(ObjectNode exported) {
        long messageId = exported.path("id").asLong();
        if (exported.path("type").asText().equals("unsupported")) {
            return new Converted(messageId, LeftOut.UNSUPPORTED, List.of());
        }
        @Nullable Long sent = times.seconds(exported, "date");
        if (sent == null) {
            return new Converted(messageId, LeftOut.NO_DATE, List.of());
        }
        List<HistoricUpdate> updates = new ArrayList<>();
        updates.add(HistoricUpdate.of(
                chat, messageId, "message", chat.messageKind(), sent, message(exported, messageId, sent)));
        reactions(exported, messageId, sent, updates);
        return new Converted(messageId, null, updates);
    }

    private ObjectNode message(ObjectNode exported, long messageId, long sent) {
        boolean isService = exported.path("type").asText().equals("service");
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("message_id", messageId);
        boolean acts = isService && exported.has("actor_id");
        author(exported.path(acts ? "actor_id" : "from_id"), exported.path(acts ? "actor" : "from"))
                .ifPresent(number -> {
                    authors.author(number).ifPresent(author -> author.putInto(message, "from", "sender_chat"));
                    authors.wrote(number, messageId);
                });
        message.set("chat", chat.json());
        message.put("date", sent);
        if (isService) {
            service.put(exported, message);
            if (message.has("forum_topic_created")) {
                topics.add(messageId);
                inTopic(message, messageId);
            }
        } else {
            envelope(exported, message);
            content(exported, message);
        }
        reply(exported, message);
        return message;
    }

    private Optional<Integer> author(JsonNode id, JsonNode name) {
        return id.isValueNode() && !id.isNull()
                ? Optional.of(authors.number(id.asText(), () -> Author.of(id, text(name), chat)))
                : Optional.empty();
    }

    private void envelope(JsonNode exported, ObjectNode message) {
        @Nullable Long edited = times.seconds(exported, "edited");
        if (edited != null) {
            message.put("edit_date", edited);
        }
        if (exported.hasNonNull("author")) {
            message.set("author_signature", exported.get("author"));
        }
        if (exported.hasNonNull("via_bot")) {
            String name = exported.path("via_bot").asText().replaceFirst("^@", "");
            message.putObject("via_bot")
                    .put("is_bot", true)
                    .put("first_name", name)
                    .put("username", name);
        }
        String from = exported.has("forwarded_from") ? "forwarded_from" : "saved_from";
        if (exported.has(from)) {
            ObjectNode origin = message.putObject("forward_origin").put("type", "hidden_user");
            if (exported.hasNonNull(from)) {
                origin.set("sender_user_name", exported.get(from));
            }
        }
    }

    private void content(ObjectNode exported, ObjectNode message) {
        ExportText text = ExportText.of(exported);
        boolean hasMedia = media.put(exported, message);
        if (!text.text().isEmpty() || !hasMedia) {
            message.put(hasMedia ? "caption" : "text", text.text());
        }
        if (!text.entities().isEmpty()) {
            message.set(hasMedia ? "caption_entities" : "entities", text.entities());
        }
    }

    private void reply(JsonNode exported, ObjectNode message) {
        JsonNode answered = exported.path("reply_to_message_id");
        if (!answered.isIntegralNumber()) {
            return;
        }
        long id = answered.longValue();
        if (exported.has("reply_to_peer_id")) {
            ObjectNode external = message.putObject("external_reply").put("message_id", id);
            Author.of(exported.path("reply_to_peer_id"), null, chat)
                    .ifPresent(there -> external.set("chat", there.json().without("first_name")));
            return;
        }
        ObjectNode reply = message.putObject("reply_to_message").put("message_id", id);
        authors.of(id).ifPresent(author -> author.putInto(reply, "from", "sender_chat"));
        if (topics.contains(id)) {
            reply.putObject("forum_topic_created");
            inTopic(message, id);
        }
    }

    private static void inTopic(ObjectNode message, long topic) {
        message.put("message_thread_id", topic).put("is_topic_message", true);
    }

    /// An export gives the reactions as they are; each becomes one that was given.
    private void reactions(JsonNode exported, long messageId, long sent, List<HistoricUpdate> updates) {
        for (JsonNode kind : exported.path("reactions")) {
            ObjectNode type = reactionType(kind);
            for (JsonNode given : kind.path("recent")) {
                @Nullable Long seconds = times.seconds(given, "date");
                long when = seconds == null ? sent : seconds;
                ObjectNode reaction = JsonNodeFactory.instance.objectNode().put("message_id", messageId);
                reaction.set("chat", chat.json());
                author(given.path("from_id"), given.path("from"))
                        .flatMap(authors::author)
                        .ifPresent(author -> author.putInto(reaction, "user", "actor_chat"));
                reaction.put("date", when).putArray("old_reaction");
                reaction.putArray("new_reaction").add(type);
                String part = type.path(type.has("emoji") ? "emoji" : "custom_emoji_id")
                                .asText("")
                        + given.path("from_id").asText();
                updates.add(HistoricUpdate.of(chat, messageId, part, "message_reaction", when, reaction));
            }
        }
    }

    private static ObjectNode reactionType(JsonNode kind) {
        ObjectNode type = JsonNodeFactory.instance.objectNode();
        if (kind.has("emoji")) {
            type.put("type", "emoji").put("emoji", kind.path("emoji").asText());
        } else if (kind.has("document_id")) {
            type.put("type", "custom_emoji")
                    .put("custom_emoji_id", kind.path("document_id").asText());
        } else {
            type.put("type", kind.path("type").asText("paid"));
        }
        return type;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
