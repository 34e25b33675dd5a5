package dev.telegramlake.local.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// An update that waits at Telegram.
///
/// @param queue   updates of one queue are delivered one after another
/// @param expires when Telegram gives it up
record PendingUpdate(long id, String kind, String json, String queue, Instant expires) {
    private static final Duration A_DAY = Duration.ofHours(24);
    private static final Set<String> MESSAGES = Set.of(
            "message",
            "edited_message",
            "channel_post",
            "edited_channel_post",
            "business_message",
            "edited_business_message",
            "guest_message");

    static PendingUpdate of(JsonNode update, String json, Instant now) {
        String kind = "";
        for (String name : (Iterable<String>) update::fieldNames) {
            kind = name.equals("update_id") ? kind : name;
        }
        JsonNode value = update.path(kind);
        return new PendingUpdate(
                update.path("update_id").asLong(),
                kind,
                json,
                queue(kind, value),
                now.plus(lifetime(kind, value, now)));
    }

    private static String queue(String kind, JsonNode value) {
        String chat = value.path("chat").path("id").asText();
        String user = value.path("from").path("id").asText();
        if (MESSAGES.contains(kind)) {
            return "messages of chat " + chat;
        }
        return switch (kind) {
            case "chat_member", "my_chat_member", "chat_join_request" -> "members, user " + user;
            case "message_reaction", "message_reaction_count" -> "%s of chat %s".formatted(kind, chat);
            default -> "%s of user %s".formatted(kind, user);
        };
    }

    private static Duration lifetime(String kind, JsonNode value, Instant now) {
        return switch (kind) {
            case "callback_query", "shipping_query", "pre_checkout_query" -> Duration.ofSeconds(150);
            case "chosen_inline_result" -> Duration.ofMinutes(10);
            case "inline_query" -> Duration.ofSeconds(30);
            default -> {
                long date = value.path("edit_date").asLong(value.path("date").asLong());
                yield date == 0
                        ? A_DAY
                        : Duration.between(now, Instant.ofEpochSecond(date).plus(A_DAY));
            }
        };
    }
}
