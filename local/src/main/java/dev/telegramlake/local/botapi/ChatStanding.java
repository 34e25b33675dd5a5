package dev.telegramlake.local.botapi;

/// What the bot is in a chat.
///
/// @param chat      the chat
/// @param reason    Telegram's word for it
public record ChatStanding(ChatName chat, Standing standing, String reason) {
    /// A chat to look at.
    ///
    /// @param title empty where it is not known
    /// @param asked whether the person named it; otherwise it is in the table
    public record ChatName(long id, String title, boolean asked) {
        @Override
        public String toString() {
            return title.isEmpty() ? String.valueOf(id) : "%d %s".formatted(id, title);
        }
    }

    /// What Telegram sends to the bot depends on it.
    enum Standing {
        ADMIN,
        MEMBER,
        OUTSIDE,
        UNKNOWN
    }

    static ChatStanding of(ChatName chat, String status) {
        Standing standing = switch (status) {
            case "creator", "administrator" -> Standing.ADMIN;
            case "member", "restricted" -> Standing.MEMBER;
            case "left", "kicked" -> Standing.OUTSIDE;
            default -> Standing.UNKNOWN;
        };
        return new ChatStanding(chat, standing, status);
    }
}
