package dev.telegramlake.transform;

import dev.telegramlake.schema.ColumnType;
import dev.telegramlake.schema.Source;
import dev.telegramlake.schema.UpdatesTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What the rules read that is no column of its own.
///
/// @param slot    where a row holds it, after the columns
/// @param capture how it is read
/// @param sources best first
record Input(int slot, Capture.Factory capture, List<Source.Field> sources) {
    private static final List<Input> ALL = new ArrayList<>();

    static final Input TEXT = of(ColumnType.STRING, "*.text");
    static final Input ENTITIES = of(ObjectsCapture.of(Entity::read), "*.entities");
    static final Input CAPTION = of(ColumnType.STRING, "*.caption");
    static final Input CAPTION_ENTITIES = of(ObjectsCapture.of(Entity::read), "*.caption_entities");
    static final Input RICH_MESSAGE = of(RichText::capture, "*.rich_message");

    static final Input IS_TOPIC_MESSAGE =
            of(ColumnType.BOOLEAN, "*.is_topic_message", "callback_query.message.is_topic_message");
    static final Input THREAD_ID =
            of(ColumnType.BIGINT, "*.message_thread_id", "callback_query.message.message_thread_id");

    static final Input REPLY_IS_TOPIC = of(Input::presence, "*.reply_to_message.forum_topic_created");
    static final Input REPLY_MESSAGE_ID = of(ColumnType.BIGINT, "*.reply_to_message.message_id");
    static final Input REPLY_CHAT_ID = of(ColumnType.BIGINT, "*.reply_to_message.sender_chat.id");
    static final Input REPLY_USER_ID = of(ColumnType.BIGINT, "*.reply_to_message.from.id");
    static final Input REPLY_USER_IS_BOT = of(ColumnType.BOOLEAN, "*.reply_to_message.from.is_bot");

    /// The chat that holds the message, which need not be its author.
    static final Input EXTERNAL_HOME_ID = of(ColumnType.BIGINT, "*.external_reply.chat.id");
    static final Input EXTERNAL_MESSAGE_ID = of(ColumnType.BIGINT, "*.external_reply.message_id");
    static final Input EXTERNAL_CHAT_ID =
            of(ColumnType.BIGINT, "*.external_reply.origin.sender_chat.id", "*.external_reply.origin.chat.id");
    static final Input EXTERNAL_USER_ID = of(ColumnType.BIGINT, "*.external_reply.origin.sender_user.id");
    static final Input EXTERNAL_USER_IS_BOT = of(ColumnType.BOOLEAN, "*.external_reply.origin.sender_user.is_bot");

    static final Input FORWARD_FIRST_NAME = of(ColumnType.STRING, "*.forward_origin.sender_user.first_name");
    static final Input FORWARD_LAST_NAME = of(ColumnType.STRING, "*.forward_origin.sender_user.last_name");
    static final Input FORWARD_OTHER_NAME = of(
            ColumnType.STRING,
            "*.forward_origin.sender_user_name",
            "*.forward_origin.sender_chat.title",
            "*.forward_origin.chat.title");

    static final Input OLD_STATUS = of(ColumnType.STRING, "*.old_chat_member.status");
    static final Input OLD_IS_MEMBER = of(ColumnType.BOOLEAN, "*.old_chat_member.is_member");
    static final Input NEW_STATUS = of(ColumnType.STRING, "*.new_chat_member.status");
    static final Input NEW_IS_MEMBER = of(ColumnType.BOOLEAN, "*.new_chat_member.is_member");

    static final Input OLD_REACTION = of(ObjectsCapture.of(Reaction::read), "*.old_reaction");
    static final Input NEW_REACTION = of(ObjectsCapture.of(Reaction::read), "*.new_reaction");

    static List<Input> all() {
        return List.copyOf(ALL);
    }

    private static Input of(ColumnType type, String... fields) {
        return of((slot, rank) -> new ScalarCapture(type, slot, rank), fields);
    }

    private static Input of(Capture.Factory capture, String... fields) {
        List<Source.Field> sources = Stream.of(fields).map(Source::field).toList();
        Input input = new Input(UpdatesTable.COLUMNS.size() + ALL.size(), capture, sources);
        ALL.add(input);
        return input;
    }

    /// Only whether the field is there.
    private static Capture presence(int slot, int rank) {
        return (parser, row) -> {
            row.set(slot, rank, true);
            parser.skipChildren();
            return true;
        };
    }
}
