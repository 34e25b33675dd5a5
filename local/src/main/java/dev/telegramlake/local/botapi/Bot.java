package dev.telegramlake.local.botapi;

import com.fasterxml.jackson.databind.JsonNode;

/// What [getMe](https://core.telegram.org/bots/api#getme) says of the bot.
///
/// @param seesAllMessages privacy mode is off
public record Bot(long id, String username, boolean joinsGroups, boolean seesAllMessages) {
    static Bot of(JsonNode user) {
        return new Bot(
                user.path("id").asLong(),
                user.path("username").asText(),
                user.path("can_join_groups").asBoolean(),
                user.path("can_read_all_group_messages").asBoolean());
    }
}
