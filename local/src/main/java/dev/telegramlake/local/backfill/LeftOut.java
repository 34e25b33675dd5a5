package dev.telegramlake.local.backfill;

/// Why something of an export is not brought in.
public enum LeftOut {
    PRIVATE_CHAT("messages of private chats: the table is of groups and channels"),
    OTHER_CHAT("messages of other chats than the one that was asked for"),
    UNSUPPORTED("messages of a type that the export does not explain (\"unsupported\")"),
    NO_DATE("messages without a date"),
    TOO_NEW("messages of today: a day is taken when it is over. Bring the export in again tomorrow"),
    REACTION_TOO_NEW("reactions of today: a day is taken when it is over. Bring the export in again tomorrow");

    private final String words;

    LeftOut(String words) {
        this.words = words;
    }

    /// To stand behind a number.
    public String words() {
        return words;
    }
}
