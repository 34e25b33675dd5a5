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
            rule(
                    "kind",
                    STRING,
                    "Kind of update: the name of its field, also when it is new to us",
                    "the name of the update's other field"),
            rule(
                    "event_time",
                    TIMESTAMP,
                    "When it happened, UTC; when Firehose took it where the update has no date",
                    "edit_date, else date, else arrival; 0, less, or beyond the year 2261 is no date"),
            rule("arrival_time", TIMESTAMP, "When Firehose took the update, UTC", "Firehose's arrival time"),

            // Chat
            column("chat_id", BIGINT, "Chat in which it happened", inChat("id")),
            column(
                    "chat_type",
                    STRING,
                    "private, group, supergroup or channel; sender: an inline query in the private chat with the bot",
                    "*.chat.type",
                    "callback_query.message.chat.type",
                    "inline_query.chat_type"),
            column("chat_title", STRING, "Title of the group or channel", inChat("title")),
            column("chat_username", STRING, "Public name of the chat, without @", inChat("username")),
            rule(
                    "topic_id",
                    BIGINT,
                    "Topic of a forum or of a channel's direct messages; null in a forum's General topic and in reply threads",
                    "message_thread_id where is_topic_message is true",
                    "*.direct_messages_topic.topic_id",
                    "callback_query.message.direct_messages_topic.topic_id",
                    "stopped_message_generation.message_thread_id"),

            // Author
            column(
                    "user_id",
                    BIGINT,
                    "User who did it: wrote, pressed, voted, reacted, changed a member",
                    byUser("id")),
            column(
                    "user_is_bot",
                    BOOLEAN,
                    "Whether the user is a bot; true also for the stand-ins of anonymous admins and channels",
                    byUser("is_bot")),
            column("user_first_name", STRING, "First name of the user", byUser("first_name")),
            column("user_last_name", STRING, "Last name of the user", byUser("last_name")),
            column("user_username", STRING, "Public name of the user, without @", byUser("username")),
            column("user_language_code", STRING, "IETF language tag of the user's app", byUser("language_code")),
            column(
                    "user_is_premium",
                    BOOLEAN,
                    "Whether the user pays for Telegram; mostly null where not",
                    byUser("is_premium")),
            column(
                    "sender_chat_id",
                    BIGINT,
                    "Chat in whose name it was done: the group for an anonymous admin, or a channel",
                    byChat("id")),
            column("sender_chat_title", STRING, "Title of the chat in whose name it was done", byChat("title")),
            rule("author_id", BIGINT, "Who did it, for people: a chat or a user", "sender_chat_id, else user_id"),
            rule(
                    "author_name",
                    STRING,
                    "Name of who did it, for people",
                    "sender_chat_title where there is a sender_chat_id, else user_first_name and user_last_name"),

            // Message
            column(
                    "message_id",
                    BIGINT,
                    "Number of the message, unique in its chat; 0 for ephemeral messages",
                    "*.message_id",
                    "callback_query.message.message_id"),
            column(
                    "date",
                    BIGINT,
                    "When it was sent or happened as Telegram says, unix seconds, 0 and absurd dates included; null for a button pressed",
                    "*.date",
                    "chat_boost.boost.add_date",
                    "removed_chat_boost.remove_date"),
            column("edit_date", BIGINT, "When the message was last edited, unix seconds", "*.edit_date"),
            rule(
                    "content_type",
                    STRING,
                    "What the message is: text, photo, ..., or the service field, also when it is new to us; null for what is no message",
                    "the message's field that is not part of its envelope; animation before document, live_photo before photo, venue before location"),
            rule(
                    "text",
                    STRING,
                    "Text or caption of the message, or the words of a rich message, a block a line",
                    "text, else caption, else the words of rich_message"),
            rule("text_length", INT, "Length of text in code points, as SQL's length() counts", "counted in text"),
            column("media_group_id", STRING, "Album that the message is part of", "*.media_group_id"),
            column(
                    "file_id",
                    STRING,
                    "File, for download with this bot; of a photo the largest size",
                    inFile("file_id")),
            column("file_unique_id", STRING, "File, the same for all bots", inFile("file_unique_id")),
            column("file_size", BIGINT, "Size of the file in bytes", inFile("file_size")),
            column(
                    "mime_type",
                    STRING,
                    "MIME type of the file, as the sender says",
                    "*.animation.mime_type",
                    "*.live_photo.mime_type",
                    "*.audio.mime_type",
                    "*.document.mime_type",
                    "*.video.mime_type",
                    "*.voice.mime_type"),
            column(
                    "duration_seconds",
                    INT,
                    "Duration of the audio or video in seconds",
                    "*.animation.duration",
                    "*.live_photo.duration",
                    "*.audio.duration",
                    "*.video.duration",
                    "*.video_note.duration",
                    "*.voice.duration"),
            column("sticker_emoji", STRING, "Emoji of the sticker", "*.sticker.emoji"),
            column("via_bot_id", BIGINT, "Bot through which the message was sent", "*.via_bot.id"),

            // Reply and forward
            rule(
                    "reply_to_message_id",
                    BIGINT,
                    "Message of the same chat that this one answers; null for an answer to another chat's message",
                    "reply_to_message.message_id, else external_reply.message_id where its chat is the same; a topic's own creation message is not a reply"),
            rule(
                    "reply_to_author_id",
                    BIGINT,
                    "Author, chat or user, of the message that this one answers, in whichever chat that is",
                    "sender_chat.id, else from.id, of reply_to_message; else the same of external_reply.origin"),
            rule(
                    "reply_to_is_bot",
                    BOOLEAN,
                    "Whether a bot wrote the message that this one answers; false for a chat, an anonymous admin for example",
                    "from.is_bot of reply_to_message, else sender_user.is_bot of external_reply.origin; false where a chat wrote it"),
            column(
                    "quote_text",
                    STRING,
                    "Part of the answered message that is quoted, also where that is in another chat",
                    "*.quote.text"),
            column(
                    "forward_origin",
                    STRING,
                    "Who first sent a forwarded message: user, hidden_user, chat or channel",
                    "*.forward_origin.type"),
            column(
                    "forward_author_id",
                    BIGINT,
                    "User or chat that first sent the message; null for a hidden user",
                    "*.forward_origin.sender_user.id",
                    "*.forward_origin.sender_chat.id",
                    "*.forward_origin.chat.id"),
            rule(
                    "forward_author_name",
                    STRING,
                    "Name of who first sent the message",
                    "forward_origin.sender_user's first and last name, else sender_user_name, sender_chat.title or chat.title"),
            column("forward_date", BIGINT, "When the message was first sent, unix seconds", "*.forward_origin.date"),

            // Entities
            rule(
                    "hashtags",
                    STRINGS,
                    "Hashtags in the text, with #; #tag@chat as it is written",
                    "parts of text of type hashtag"),
            rule(
                    "mentions",
                    STRINGS,
                    "@names in the text, and ids of mentioned users without one",
                    "parts of text of types mention and text_mention"),
            rule("urls", STRINGS, "Links in the text", "parts of text of types url and text_link"),
            rule("commands", STRINGS, "Bot commands in the text, with /", "parts of text of type bot_command"),

            // Life of the group
            column("migrate_to_chat_id", BIGINT, "Supergroup that the group became", "*.migrate_to_chat_id"),
            column("migrate_from_chat_id", BIGINT, "Group that the supergroup was", "*.migrate_from_chat_id"),
            column(
                    "member_ids",
                    BIGINTS,
                    "Users who joined, left or changed. A join can come twice: as a message with content_type new_chat_members and as kind chat_member",
                    "*.new_chat_members[].id",
                    "*.left_chat_member.id",
                    "*.chat_owner_changed.new_owner.id",
                    "*.new_chat_member.user.id"),
            memberStatus("member_old_status", "before", "old_chat_member"),
            memberStatus("member_new_status", "after", "new_chat_member"),
            column(
                    "invite_link",
                    STRING,
                    "Link by which the member came or asked to come",
                    "*.invite_link.invite_link"),

            // Interaction
            reactions("old_reactions", "before", "old_reaction"),
            reactions("new_reactions", "after", "new_reaction"),
            column("callback_data", STRING, "Data of the button that was pressed", "callback_query.data"),
            column("poll_id", STRING, "Poll", "*.poll.id", "poll.id", "poll_answer.poll_id"),
            column("poll_question", STRING, "Question of the poll", "*.poll.question", "poll.question"),
            column("poll_option_ids", INTS, "Options chosen, from 0; none: vote withdrawn", "poll_answer.option_ids[]"),

            // The rest
            rule(
                    "payload",
                    STRING,
                    "The update as received, JSON: what no column holds is here",
                    "the whole record without white space around it"));

    /// @param message whether the value is a [Message](https://core.telegram.org/bots/api#message)
    private record Kind(String name, boolean message) {}

    private static final List<Kind> ALL_KINDS = List.of(
            message("message"),
            message("edited_message"),
            message("channel_post"),
            message("edited_channel_post"),
            other("business_connection"),
            message("business_message"),
            message("edited_business_message"),
            other("deleted_business_messages"),
            message("guest_message"),
            other("message_reaction"),
            other("message_reaction_count"),
            other("inline_query"),
            other("chosen_inline_result"),
            other("callback_query"),
            other("shipping_query"),
            other("pre_checkout_query"),
            other("purchased_paid_media"),
            other("poll"),
            other("poll_answer"),
            other("my_chat_member"),
            other("chat_member"),
            other("chat_join_request"),
            other("chat_boost"),
            other("removed_chat_boost"),
            other("managed_bot"),
            other("subscription"),
            other("stopped_message_generation"));

    /// Kinds of update that are known, as of Bot API 10.3; others become rows just the same.
    public static final List<String> KINDS = ALL_KINDS.stream().map(Kind::name).toList();

    /// Those of them whose value is a [Message](https://core.telegram.org/bots/api#message).
    public static final List<String> MESSAGE_KINDS =
            ALL_KINDS.stream().filter(Kind::message).map(Kind::name).toList();

    private UpdatesTable() {}

    private static Kind message(String name) {
        return new Kind(name, true);
    }

    private static Kind other(String name) {
        return new Kind(name, false);
    }

    private static Column column(String name, ColumnType type, String comment, String... fields) {
        return new Column(
                name,
                type,
                comment,
                Arrays.stream(fields).<Source>map(Source::field).toList());
    }

    /// @param fields where the value comes from when the rule gives none
    private static Column rule(String name, ColumnType type, String comment, String words, String... fields) {
        return new Column(
                name,
                type,
                comment,
                Stream.<Source>concat(
                                Stream.of(new Source.Rule(words)),
                                Arrays.stream(fields).map(Source::field))
                        .toList());
    }

    private static Column memberStatus(String name, String when, String field) {
        return rule(
                name,
                STRING,
                "Status of the member " + when
                        + ": creator, administrator, member or restricted are in the chat; left, kicked or restricted_left (restricted, with is_member false) are not",
                "%s.status, restricted split by is_member".formatted(field));
    }

    private static Column reactions(String name, String when, String field) {
        return rule(
                name,
                STRINGS,
                "All reactions of the author %s, empty where there are none: the emoji, the id of a custom emoji, or paid. The totals of kind message_reaction_count are in payload"
                        .formatted(when),
                field + ": emoji, else custom_emoji_id, else type");
    }

    private static String[] inChat(String field) {
        return new String[] {"*.chat." + field, "callback_query.message.chat." + field};
    }

    private static String[] byUser(String field) {
        return new String[] {
            "*.from." + field,
            "*.user." + field,
            "chat_boost.boost.source.user." + field,
            "removed_chat_boost.source.user." + field
        };
    }

    private static String[] byChat(String field) {
        return new String[] {"*.sender_chat." + field, "*.actor_chat." + field, "*.voter_chat." + field};
    }

    /// A message can hold a file twice: an animation is also sent as document, a live photo also as photo.
    private static String[] inFile(String field) {
        return Stream.of(
                        "animation",
                        "live_photo",
                        "audio",
                        "document",
                        "photo" + Source.Field.LARGEST,
                        "sticker",
                        "video",
                        "video_note",
                        "voice")
                .map(media -> "*." + media + "." + field)
                .toArray(String[]::new);
    }
}
