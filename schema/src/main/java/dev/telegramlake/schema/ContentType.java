package dev.telegramlake.schema;

import java.util.List;
import java.util.Set;

/// Which field of a [Message](https://core.telegram.org/bots/api#message) says what the message is.
///
/// A message's fields are its envelope (who, where, in answer to what) and its content: text, a photo, or a service
/// field such as `new_chat_members`. Whatever is not envelope is content, so a new kind of content shows by itself.
public final class ContentType {
    /// Fields of every message, which say nothing of its content.
    private static final Set<String> ENVELOPE = Set.of(
            "message_id",
            "message_thread_id",
            "direct_messages_topic",
            "from",
            "sender_chat",
            "sender_boost_count",
            "sender_business_bot",
            "sender_tag",
            "receiver_user",
            "ephemeral_message_id",
            "date",
            "guest_query_id",
            "business_connection_id",
            "chat",
            "forward_origin",
            "is_topic_message",
            "is_automatic_forward",
            "reply_to_message",
            "external_reply",
            "quote",
            "reply_to_story",
            "reply_to_checklist_task_id",
            "reply_to_poll_option_id",
            "via_bot",
            "guest_bot_caller_user",
            "guest_bot_caller_chat",
            "edit_date",
            "has_protected_content",
            "is_from_offline",
            "is_paid_post",
            "media_group_id",
            "author_signature",
            "paid_star_count",
            "link_preview_options",
            "suggested_post_info",
            "effect_id",
            "show_caption_above_media",
            "has_media_spoiler",
            "reply_markup",
            "entities",
            "caption",
            "caption_entities");

    /// Fields that Telegram's server still sends beside their successors, undocumented.
    private static final Set<String> LEGACY = Set.of(
            "forward_from",
            "forward_from_chat",
            "forward_from_message_id",
            "forward_signature",
            "forward_sender_name",
            "forward_date",
            "new_chat_member",
            "new_chat_participant",
            "left_chat_participant",
            "voice_chat_scheduled",
            "voice_chat_started",
            "voice_chat_ended",
            "voice_chat_participants_invited",
            "user_shared");

    /// Known content, best first where a message has two: an animation is also sent as document, a live photo also
    /// as photo, a venue also as location.
    private static final List<String> PREFERRED = List.of(
            "text",
            "rich_message",
            "animation",
            "audio",
            "document",
            "live_photo",
            "paid_media",
            "photo",
            "sticker",
            "story",
            "video",
            "video_note",
            "voice",
            "checklist",
            "contact",
            "dice",
            "game",
            "poll",
            "venue",
            "location",
            "invoice",
            "giveaway",
            "giveaway_winners");

    private ContentType() {}

    /// Whether a field of a message can be its content.
    public static boolean isContent(String field) {
        return !ENVELOPE.contains(field) && !LEGACY.contains(field);
    }

    /// Of two content fields of one message, the one that says what it is: the better known, else the first.
    public static String prefer(String first, String second) {
        return rank(second) < rank(first) ? second : first;
    }

    private static int rank(String field) {
        int index = PREFERRED.indexOf(field);
        return index < 0 ? PREFERRED.size() : index;
    }
}
