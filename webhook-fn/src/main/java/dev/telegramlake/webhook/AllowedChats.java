package dev.telegramlake.webhook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The chats whose updates are kept: all groups, supergroups and channels, or those of a list.
///
/// Private chats are never kept: the bot works in groups. An update that names no chat, such as a vote in a poll,
/// is kept. When a group on the list becomes a supergroup, its new id joins the list. That is remembered by this
/// instance of the function only; the operator adds the new id to the list, and the log line of the migration says so.
final class AllowedChats {
    private final boolean all;
    private final Set<Long> allowed = ConcurrentHashMap.newKeySet();

    /// @param ids the list; empty allows all groups
    AllowedChats(Set<Long> ids) {
        all = ids.isEmpty();
        allowed.addAll(ids);
    }

    /// Whether to keep an update. Learns from the update when a chat on the list has a new id.
    boolean keeps(Envelope update) {
        if (update.chatId() == null) {
            return true;
        }
        if ("private".equals(update.chatType())) {
            return false;
        }
        if (all) {
            return true;
        }
        if (update.migratedFrom() != null && allowed.contains(update.migratedFrom())) {
            allowed.add(update.chatId());
        }
        if (!allowed.contains(update.chatId())) {
            return false;
        }
        if (update.migratedTo() != null) {
            allowed.add(update.migratedTo());
        }
        return true;
    }
}
