package dev.telegramlake.local.ledger;

import java.util.SplittableRandom;

/// An update as Telegram sends it.
///
/// @param wanted whether it is to become a row
record Update(long id, String body, boolean wanted) {
    /// What the column `payload` has of it: one line.
    String payload() {
        return body.replace('\n', ' ').strip();
    }

    /// A queue of Telegram's, whose updates are sent one after the other.
    enum Queue {
        GROUP(-1001, "supergroup", true),
        SECOND_GROUP(-1002, "group", true),
        CHANNEL(-1003, "channel", true),
        REACTIONS(-1004, "supergroup", true),
        VOTES(0, "", true),
        PRIVATE(77, "private", false),
        FOREIGN_GROUP(-2001, "supergroup", false);

        private final long chat;
        private final String type;
        private final boolean wanted;

        Queue(long chat, String type, boolean wanted) {
            this.chat = chat;
            this.type = type;
            this.wanted = wanted;
        }

        Update next(long id, SplittableRandom random) {
            return new Update(id, body(id, random), wanted);
        }

        private String body(long id, SplittableRandom random) {
            if (this == VOTES) {
                return "{\"update_id\":%d,\"poll_answer\":{\"poll_id\":\"9\",\"option_ids\":[%d],\"user\":{\"id\":7,\"is_bot\":false,\"first_name\":\"Zoë\"}}}"
                        .formatted(id, random.nextInt(4));
            }
            String chatObject = "{\"id\":%d,\"type\":\"%s\",\"title\":\"Größe 🦆\"}".formatted(chat, type);
            if (this == REACTIONS) {
                return ("{\"update_id\":%d,\"message_reaction\":{\"chat\":%s,\"message_id\":%d,\"date\":1795564800,"
                                + "\"old_reaction\":[],\"new_reaction\":[{\"type\":\"emoji\",\"emoji\":\"👍\"}]}}")
                        .formatted(id, chatObject, random.nextInt(1000));
            }
            String kind = this == CHANNEL ? "channel_post" : random.nextInt(5) == 0 ? "edited_message" : "message";
            // some of many lines, and some that fill more than one packet
            String gap = random.nextInt(4) == 0 ? "\n  " : "";
            String text = "words and 🦆 ".repeat(random.nextInt(20) == 0 ? 3_000 : random.nextInt(20));
            return "{%s\"update_id\":%d,%s\"%s\":{\"message_id\":%d,\"date\":1795564800,\"chat\":%s,\"text\":\"%s\"}}"
                    .formatted(gap, id, gap, kind, random.nextInt(1000), chatObject, text);
        }
    }
}
