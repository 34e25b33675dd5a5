package dev.telegramlake.schema;

import static dev.telegramlake.schema.ColumnType.BIGINT;
import static dev.telegramlake.schema.ColumnType.BIGINTS;
import static dev.telegramlake.schema.ColumnType.BOOLEAN;
import static dev.telegramlake.schema.ColumnType.INT;
import static dev.telegramlake.schema.ColumnType.INTS;
import static dev.telegramlake.schema.ColumnType.STRING;
import static dev.telegramlake.schema.ColumnType.STRINGS;
import static dev.telegramlake.schema.ColumnType.TIMESTAMP;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The table `updates`: one row an update of the [Bot API](https://core.telegram.org/bots/api#update), all kinds of
/// update in one table.
///
/// Everything about a column is said here once. `*` in a source is any kind of update.
public final class UpdatesTable {
    public static final String DATABASE = "telegram";
    public static final String NAME = "updates";

    /// The day on which Firehose took the update, in the stack's time zone.
    public static final String PARTITION_KEY = "dt";

    /// The partition key's type in the Glue Data Catalog.
    public static final String PARTITION_KEY_TYPE = "date";

    /// In the table's order; the partition key is not among them.
    public static final List<Column> COLUMNS = List.of(
            // Key
            column("update_id", BIGINT, "Number of the update, unique for one bot", "update_id"),
            rule("kind", STRING, "Kind of update, also when it is new to us", "the name of the update's other field"),
            rule(
                    "event_time",
                    TIMESTAMP,
                    "When it happened, UTC",
                    "edit_date, else date, else arrival; a date of 0 or beyond the year 2261 is no date"),
            rule("arrival_time", TIMESTAMP, "When Firehose took the update, UTC", "Firehose's arrival time"),

            // Chat
            column("chat_id", BIGINT, "Chat in which it happened", inChat("id")),
            column("chat_type", STRING, "private, group, supergroup or channel", inChat("type")),
            column("chat_title", STRING, "Title of the group or channel", inChat("title")),
            column("chat_username", STRING, "Public name of the chat, without @", inChat("username")),
            rule("topic_id", BIGINT, "Topic of a forum", "message_thread_id where is_topic_message is true"),

            // Author
            column("user_id", BIGINT, "User who did it", byUser("id")),
            column("user_is_bot", BOOLEAN, "Whether the user is a bot", byUser("is_bot")),
            column("user_first_name", STRING, "First name of the user", byUser("first_name")),
            column("user_last_name", STRING, "Last name of the user", byUser("last_name")),
            column("user_username", STRING, "Public name of the user, without @", byUser("username")),
            column("user_language_code", STRING, "IETF language tag of the user's app", byUser("language_code")),
            column("user_is_premium", BOOLEAN, "Whether the user pays for Telegram", byUser("is_premium")),
            column("sender_chat_id", BIGINT, "Chat in whose name it was done", byChat("id")),
            column("sender_chat_title", STRING, "Title of the chat in whose name it was done", byChat("title")),
            rule("author_id", BIGINT, "Who did it, for people", "sender_chat_id, else user_id"),
            rule(
                    "author_name",
                    STRING,
                    "Name of who did it, for people",
                    "sender_chat_title where there is a sender_chat_id, else user_first_name and user_last_name"),

            // Message
            column(
                    "message_id",
                    BIGINT,
                    "Number of the message, unique in its chat",
                    "*.message_id",
                    "callback_query.message.message_id"),
            column(
                    "date",
                    BIGINT,
                    "When it was sent or happened, unix seconds",
                    "*.date",
                    "chat_boost.boost.add_date",
                    "removed_chat_boost.remove_date"),
            column("edit_date", BIGINT, "When the message was last edited, unix seconds", "*.edit_date"),
            rule(
                    "content_type",
                    STRING,
                    "What the message is: text, photo, ..., or the service field",
                    "the message's field that is not part of its envelope"),
            new Column(
                    "text",
                    STRING,
                    "Text or caption of the message, or the words of a rich message",
                    List.of(
                            Source.field("*.text"),
                            Source.field("*.caption"),
                            new Source.Rule("the words of *.rich_message"))),
            rule("text_length", INT, "Length of text in code points", "counted in text"),
            column("media_group_id", STRING, "Album that the message is part of", "*.media_group_id"),
            column("file_id", STRING, "File, for download with this bot", inMedia("file_id")),
            column("file_unique_id", STRING, "File, the same for all bots", inMedia("file_unique_id")),
            column("file_size", BIGINT, "Size of the file in bytes", inMedia("file_size")),
            column("mime_type", STRING, "MIME type of the file, as the sender says", inMedia("mime_type")),
            column("duration_seconds", INT, "Duration of the audio or video in seconds", inMedia("duration")),
            column("sticker_emoji", STRING, "Emoji of the sticker", "*.sticker.emoji"),
            column("via_bot_id", BIGINT, "Bot through which the message was sent", "*.via_bot.id"),

            // Reply and forward
            rule(
                    "reply_to_message_id",
                    BIGINT,
                    "Message that this one answers",
                    "reply_to_message.message_id; a topic's own creation message is not a reply"),
            rule(
                    "reply_to_author_id",
                    BIGINT,
                    "Author of the message that this one answers",
                    "reply_to_message.sender_chat.id, else reply_to_message.from.id"),
            rule(
                    "reply_to_is_bot",
                    BOOLEAN,
                    "Whether a bot wrote the message that this one answers",
                    "reply_to_message.from.is_bot; false where there is a sender_chat"),
            column("quote_text", STRING, "Part of the other message that is quoted", "*.quote.text"),
            column("forward_origin", STRING, "user, hidden_user, chat or channel", "*.forward_origin.type"),
            column(
                    "forward_author_id",
                    BIGINT,
                    "User or chat that the message was first sent by",
                    "*.forward_origin.sender_user.id",
                    "*.forward_origin.sender_chat.id",
                    "*.forward_origin.chat.id"),
            rule(
                    "forward_author_name",
                    STRING,
                    "Name of who first sent the message",
                    "forward_origin.sender_user's first and last name, sender_user_name, sender_chat.title or chat.title"),
            column("forward_date", BIGINT, "When the message was first sent, unix seconds", "*.forward_origin.date"),

            // Entities
            rule("hashtags", STRINGS, "Hashtags in the text, with #", "entities of type hashtag"),
            rule(
                    "mentions",
                    STRINGS,
                    "@names in the text, and ids of mentioned users without one",
                    "entities of types mention and text_mention"),
            rule("urls", STRINGS, "Links in the text", "entities of types url and text_link"),
            rule("commands", STRINGS, "Bot commands in the text, with /", "entities of type bot_command"),

            // Life of the group
            column("migrate_to_chat_id", BIGINT, "Supergroup that the group became", "*.migrate_to_chat_id"),
            column("migrate_from_chat_id", BIGINT, "Group that the supergroup was", "*.migrate_from_chat_id"),
            column(
                    "member_ids",
                    BIGINTS,
                    "Users who joined, left or changed",
                    "*.new_chat_members[].id",
                    "*.left_chat_member.id",
                    "*.new_chat_member.user.id"),
            column("member_old_status", STRING, "Status of the member before", "*.old_chat_member.status"),
            column("member_new_status", STRING, "Status of the member after", "*.new_chat_member.status"),
            column("invite_link", STRING, "Link by which the member came", "*.invite_link.invite_link"),

            // Interaction
            rule("old_reactions", STRINGS, "Reactions of the author before", "old_reaction: emoji, custom id or paid"),
            rule("new_reactions", STRINGS, "Reactions of the author after", "new_reaction: emoji, custom id or paid"),
            column("callback_data", STRING, "Data of the button that was pressed", "callback_query.data"),
            column("poll_id", STRING, "Poll", "*.poll.id", "poll.id", "poll_answer.poll_id"),
            column("poll_question", STRING, "Question of the poll", "*.poll.question", "poll.question"),
            column("poll_option_ids", INTS, "Options chosen, from 0; none: vote withdrawn", "poll_answer.option_ids[]"),

            // The rest
            rule("payload", STRING, "The update as received", "the whole record"));

    /// Kinds of update that are known, as of Bot API 10.3; others become rows just the same.
    public static final List<String> KINDS = List.of(
            "message",
            "edited_message",
            "channel_post",
            "edited_channel_post",
            "business_connection",
            "business_message",
            "edited_business_message",
            "deleted_business_messages",
            "guest_message",
            "message_reaction",
            "message_reaction_count",
            "inline_query",
            "chosen_inline_result",
            "callback_query",
            "shipping_query",
            "pre_checkout_query",
            "purchased_paid_media",
            "poll",
            "poll_answer",
            "my_chat_member",
            "chat_member",
            "chat_join_request",
            "chat_boost",
            "removed_chat_boost",
            "managed_bot",
            "subscription",
            "stopped_message_generation");

    /// Kinds of update whose value is a [Message](https://core.telegram.org/bots/api#message).
    public static final List<String> MESSAGE_KINDS = List.of(
            "message",
            "edited_message",
            "channel_post",
            "edited_channel_post",
            "business_message",
            "edited_business_message",
            "guest_message");

    private UpdatesTable() {}

    private static Column column(String name, ColumnType type, String comment, String... fields) {
        return new Column(
                name,
                type,
                comment,
                Arrays.stream(fields).<Source>map(Source::field).toList());
    }

    private static Column rule(String name, ColumnType type, String comment, String words) {
        return new Column(name, type, comment, List.of(new Source.Rule(words)));
    }

    private static String[] inChat(String field) {
        return new String[] {"*.chat." + field, "callback_query.message.chat." + field};
    }

    private static String[] byUser(String field) {
        return new String[] {"*.from." + field, "*.user." + field};
    }

    private static String[] byChat(String field) {
        return new String[] {"*.sender_chat." + field, "*.actor_chat." + field, "*.voter_chat." + field};
    }

    /// A message can hold a file twice: an animation is also sent as document, a live photo also as photo.
    private static String[] inMedia(String field) {
        return Stream.of(
                        "animation",
                        "live_photo",
                        "audio",
                        "document",
                        "photo[]",
                        "sticker",
                        "video",
                        "video_note",
                        "voice")
                .map(media -> "*." + media + "." + field)
                .toArray(String[]::new);
    }
}
