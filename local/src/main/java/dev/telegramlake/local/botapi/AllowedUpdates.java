package dev.telegramlake.local.botapi;

import dev.telegramlake.schema.UpdatesTable;
import java.util.List;
import java.util.Set;

/// The kinds of update that Telegram is asked for: all. A kind that is not asked for is never sent, nor later.
final class AllowedUpdates {
    static final List<String> ALL = UpdatesTable.KINDS;

    /// Those that come only when they are named.
    private static final Set<String> OFF_BY_DEFAULT =
            Set.of("chat_member", "message_reaction", "message_reaction_count");

    /// Those that groups and channels send. The others are of business accounts, inline mode and payments, and a
    /// Bot API server of one's own that is not the newest does not know them all.
    private static final Set<String> OF_GROUPS = Set.of(
            "message",
            "edited_message",
            "channel_post",
            "edited_channel_post",
            "message_reaction",
            "message_reaction_count",
            "callback_query",
            "poll",
            "poll_answer",
            "my_chat_member",
            "chat_member",
            "chat_join_request",
            "chat_boost",
            "removed_chat_boost");

    private AllowedUpdates() {}

    /// Kinds that are not sent under a setting.
    ///
    /// @param allowed empty for Telegram's default
    static List<String> missing(List<String> allowed) {
        return ALL.stream()
                .filter(kind -> allowed.isEmpty() ? OFF_BY_DEFAULT.contains(kind) : !allowed.contains(kind))
                .toList();
    }

    static boolean isOfGroups(String kind) {
        return OF_GROUPS.contains(kind);
    }
}
