package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who wrote, acted or reacted: a user, or a chat in whose name it was done.
///
/// @param json the Bot API's User or Chat
record Author(boolean isChat, ObjectNode json) {
    /// Older exports have the bare number of a user.
    private static final Pattern ID = Pattern.compile("(user|channel|chat|)([0-9]{1,18})");

    /// Empty where there is no id.
    ///
    /// @param id   `user1`, `channel1` or `chat1`
    /// @param name first and last name together, or a title; null for a deleted account
    /// @param here the chat in which it was done
    static Optional<Author> of(JsonNode id, @Nullable String name, ExportedChat here) {
        Matcher parts = ID.matcher(id.asText());
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(2));
        return Optional.of(
                switch (parts.group(1)) {
                    case "channel" -> chat(ExportedChat.channel(number, name), here);
                    case "chat" -> chat(ExportedChat.group(number, name), here);
                    default -> new Author(false, user(name).put("id", number));
                });
    }

    private static Author chat(ExportedChat chat, ExportedChat here) {
        return new Author(true, (chat.id() == here.id() ? here : chat).json());
    }

    /// Somebody of whom an export has the name only, or not even that.
    static ObjectNode user(@Nullable String name) {
        return JsonNodeFactory.instance.objectNode().put("first_name", name == null ? "" : name);
    }

    void putInto(ObjectNode target, String userField, String chatField) {
        target.set(isChat ? chatField : userField, json);
    }
}
