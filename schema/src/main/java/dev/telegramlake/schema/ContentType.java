package dev.telegramlake.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which field of a [Message](https://core.telegram.org/bots/api#message) says what the message is.
///
/// A message's fields are its envelope (who, where, in answer to what) and its content: text, a photo, or a service
/// field such as `new_chat_members`. Whatever is not envelope is content, so a new kind of content shows by itself.
public final class ContentType {
    /// The rank of a field that cannot be the content.
    public static final int NOT_CONTENT = -1;

    /// Fields of every message, which say nothing of its content.
    private static final List<String> ENVELOPE = List.of(
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
            "caption_entities",
            // Undocumented since forward_origin is there, but still sent beside it.
            "forward_from",
            "forward_from_chat",
            "forward_from_message_id",
            "forward_signature",
            "forward_sender_name",
            "forward_date");

    /// What people send and what Telegram reports, in the order of the Bot API's list, which is best first where a
    /// message has two: an animation is also sent as document, a live photo also as photo, a venue also as
    /// location.
    private static final List<String> CONTENT = List.of(
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
            "new_chat_members",
            "left_chat_member",
            "chat_owner_left",
            "chat_owner_changed",
            "new_chat_title",
            "new_chat_photo",
            "delete_chat_photo",
            "group_chat_created",
            "supergroup_chat_created",
            "channel_chat_created",
            "message_auto_delete_timer_changed",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "pinned_message",
            "invoice",
            "successful_payment",
            "refunded_payment",
            "users_shared",
            "chat_shared",
            "gift",
            "unique_gift",
            "gift_upgrade_sent",
            "connected_website",
            "write_access_allowed",
            "passport_data",
            "proximity_alert_triggered",
            "boost_added",
            "chat_background_set",
            "checklist_tasks_done",
            "checklist_tasks_added",
            "community_chat_added",
            "community_chat_removed",
            "direct_message_price_changed",
            "forum_topic_created",
            "forum_topic_edited",
            "forum_topic_closed",
            "forum_topic_reopened",
            "general_forum_topic_hidden",
            "general_forum_topic_unhidden",
            "giveaway_created",
            "giveaway",
            "giveaway_winners",
            "giveaway_completed",
            "managed_bot_created",
            "paid_message_price_changed",
            "poll_option_added",
            "poll_option_deleted",
            "suggested_post_approved",
            "suggested_post_approval_failed",
            "suggested_post_declined",
            "suggested_post_paid",
            "suggested_post_refunded",
            "video_chat_scheduled",
            "video_chat_started",
            "video_chat_ended",
            "video_chat_participants_invited",
            "web_app_data",
            "community_chat_joined",
            // What some of them were called before; still sent beside them, alone in old updates.
            "new_chat_member",
            "new_chat_participant",
            "left_chat_participant",
            "voice_chat_scheduled",
            "voice_chat_started",
            "voice_chat_ended",
            "voice_chat_participants_invited",
            "user_shared");

    private static final Map<String, Integer> RANKS = ranks();
    private static final int UNKNOWN = CONTENT.size();

    private ContentType() {}

    /// How well a field of a message says what the message is. Of two content fields the one with the smaller rank
    /// says it; fields that are new to us rank equally last, the first of them counts.
    ///
    /// @return [#NOT_CONTENT] for a field of the envelope
    public static int rank(String field) {
        return RANKS.getOrDefault(field, UNKNOWN);
    }

    /// Whether a field of a message is in the Bot API as of 10.3, or was before.
    public static boolean isKnown(String field) {
        return RANKS.containsKey(field);
    }

    private static Map<String, Integer> ranks() {
        Map<String, Integer> ranks = new HashMap<>();
        ENVELOPE.forEach(field -> ranks.put(field, NOT_CONTENT));
        CONTENT.forEach(field -> ranks.put(field, CONTENT.indexOf(field)));
        return Map.copyOf(ranks);
    }
}
