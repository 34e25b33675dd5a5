package dev.telegramlake.transform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The columns that more than one field decides. Applied to a row after all its fields are read.
final class Rules {
    /// The first second that a Parquet timestamp of 64 bits of nanoseconds cannot hold: the year 2262.
    static final long END_OF_TIME = Instant.parse("2262-01-01T00:00:00Z").getEpochSecond();

    private static final int EVENT_TIME = Row.slot("event_time");
    private static final int ARRIVAL_TIME = Row.slot("arrival_time");
    private static final int EDIT_DATE = Row.slot("edit_date");
    private static final int DATE = Row.slot("date");
    private static final int CHAT_ID = Row.slot("chat_id");
    private static final int TOPIC_ID = Row.slot("topic_id");
    private static final int USER_ID = Row.slot("user_id");
    private static final int USER_FIRST_NAME = Row.slot("user_first_name");
    private static final int USER_LAST_NAME = Row.slot("user_last_name");
    private static final int SENDER_CHAT_ID = Row.slot("sender_chat_id");
    private static final int SENDER_CHAT_TITLE = Row.slot("sender_chat_title");
    private static final int AUTHOR_ID = Row.slot("author_id");
    private static final int AUTHOR_NAME = Row.slot("author_name");
    private static final int FILE_ID = Row.slot("file_id");
    private static final int FILE_UNIQUE_ID = Row.slot("file_unique_id");
    private static final int FILE_SIZE = Row.slot("file_size");
    private static final int REPLY_TO_MESSAGE_ID = Row.slot("reply_to_message_id");
    private static final int REPLY_TO_AUTHOR_ID = Row.slot("reply_to_author_id");
    private static final int REPLY_TO_IS_BOT = Row.slot("reply_to_is_bot");
    private static final int FORWARD_AUTHOR_NAME = Row.slot("forward_author_name");
    private static final int MEMBER_OLD_STATUS = Row.slot("member_old_status");
    private static final int MEMBER_NEW_STATUS = Row.slot("member_new_status");
    private static final int OLD_REACTIONS = Row.slot("old_reactions");
    private static final int NEW_REACTIONS = Row.slot("new_reactions");

    private Rules() {}

    static void apply(Row row, long arrivalMillis) {
        times(row, arrivalMillis);
        topic(row);
        author(row);
        file(row);
        reply(row);
        forward(row);
        TextRule.apply(row);
        row.put(MEMBER_OLD_STATUS, status(row, Input.OLD_STATUS, Input.OLD_IS_MEMBER));
        row.put(MEMBER_NEW_STATUS, status(row, Input.NEW_STATUS, Input.NEW_IS_MEMBER));
        row.put(OLD_REACTIONS, row.get(Input.OLD_REACTION.slot()));
        row.put(NEW_REACTIONS, row.get(Input.NEW_REACTION.slot()));
    }

    private static void times(Row row, long arrivalMillis) {
        Instant arrival = Instant.ofEpochMilli(arrivalMillis);
        Instant edited = time(row.number(EDIT_DATE));
        Instant happened = edited == null ? time(row.number(DATE)) : edited;
        row.put(EVENT_TIME, happened == null ? arrival : happened);
        row.put(ARRIVAL_TIME, arrival);
    }

    private static @Nullable Instant time(@Nullable Long date) {
        return date != null && date > 0 && date < END_OF_TIME ? Instant.ofEpochSecond(date) : null;
    }

    private static void topic(Row row) {
        Long thread = row.number(Input.THREAD_ID.slot());
        if (thread != null && row.isTrue(Input.IS_TOPIC_MESSAGE.slot())) {
            row.put(TOPIC_ID, thread);
        }
    }

    private static void author(Row row) {
        Long chat = row.number(SENDER_CHAT_ID);
        if (chat == null) {
            row.put(AUTHOR_ID, row.number(USER_ID));
            row.put(AUTHOR_NAME, fullName(row.string(USER_FIRST_NAME), row.string(USER_LAST_NAME)));
        } else {
            row.put(AUTHOR_ID, chat);
            row.put(AUTHOR_NAME, row.string(SENDER_CHAT_TITLE));
        }
    }

    /// A live photo has no size of its own in some messages, but the photo beside it has: another file's.
    private static void file(Row row) {
        if (row.rank(FILE_UNIQUE_ID) != row.rank(FILE_ID)) {
            row.put(FILE_UNIQUE_ID, null);
        }
        if (row.rank(FILE_SIZE) != row.rank(FILE_ID)) {
            row.put(FILE_SIZE, null);
        }
    }

    private static void reply(Row row) {
        Long message = row.number(Input.REPLY_MESSAGE_ID.slot());
        Long chat = row.number(Input.REPLY_CHAT_ID.slot());
        Long user = row.number(Input.REPLY_USER_ID.slot());
        Object isBot = row.get(Input.REPLY_USER_IS_BOT.slot());
        boolean isReply = message != null || chat != null || user != null;
        if (!isReply || row.isTrue(Input.REPLY_IS_TOPIC.slot())) {
            Long home = row.number(Input.EXTERNAL_HOME_ID.slot());
            message = home != null && home.equals(row.number(CHAT_ID))
                    ? row.number(Input.EXTERNAL_MESSAGE_ID.slot())
                    : null;
            chat = row.number(Input.EXTERNAL_CHAT_ID.slot());
            user = row.number(Input.EXTERNAL_USER_ID.slot());
            isBot = row.get(Input.EXTERNAL_USER_IS_BOT.slot());
        }
        row.put(REPLY_TO_MESSAGE_ID, message);
        row.put(REPLY_TO_AUTHOR_ID, chat == null ? user : chat);
        row.put(REPLY_TO_IS_BOT, chat == null ? isBot : (Boolean) false);
    }

    private static void forward(Row row) {
        String user = fullName(row.string(Input.FORWARD_FIRST_NAME.slot()), row.string(Input.FORWARD_LAST_NAME.slot()));
        row.put(FORWARD_AUTHOR_NAME, user == null ? row.string(Input.FORWARD_OTHER_NAME.slot()) : user);
    }

    /// Who is restricted can be in the chat or not, which Telegram says apart from the status.
    private static @Nullable String status(Row row, Input status, Input isMember) {
        String value = row.string(status.slot());
        boolean left = Boolean.FALSE.equals(row.get(isMember.slot()));
        return "restricted".equals(value) && left ? "restricted_left" : value;
    }

    private static @Nullable String fullName(@Nullable String first, @Nullable String last) {
        if (first == null || first.isEmpty()) {
            return last == null || last.isEmpty() ? null : last;
        }
        return last == null || last.isEmpty() ? first : first + " " + last;
    }
}
