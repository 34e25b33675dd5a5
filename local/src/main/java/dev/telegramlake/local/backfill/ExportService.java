package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// What a group tells of itself, put where the Bot API has it; what it has no field for stays under its own name. An
/// export names most people without their ids; those who act have one.
final class ExportService {
    private static final Set<String> COMMON = Set.of(
            "id",
            "type",
            "date",
            "date_unixtime",
            "edited",
            "edited_unixtime",
            "actor",
            "actor_id",
            "action",
            "text",
            "text_entities",
            "reactions",
            "reply_to_message_id",
            "reply_to_peer_id");

    private final ExportedChat chat;

    ExportService(ExportedChat chat) {
        this.chat = chat;
    }

    void put(JsonNode exported, ObjectNode message) {
        Fields fields = new Fields(exported, message);
        switch (exported.path("action").asText()) {
            case "create_group", "create_channel" ->
                message.put(
                        switch (chat.type()) {
                            case "group" -> "group_chat_created";
                            case "channel" -> "channel_chat_created";
                            default -> "supergroup_chat_created";
                        },
                        true);
            case "edit_group_title" -> fields.copyAs("title", "new_chat_title");
            case "edit_group_photo" ->
                ExportMedia.photo(exported, message.putArray("new_chat_photo").addObject());
            case "delete_group_photo" -> message.put("delete_chat_photo", true);
            case "invite_members" -> people(exported, message, message.putArray("new_chat_members"));
            case "join_group_by_link", "join_group_by_request" -> {
                ArrayNode members = message.putArray("new_chat_members");
                if (message.has("from")) {
                    members.add(message.get("from"));
                }
            }
            case "remove_members" -> {
                ArrayNode members = message.arrayNode();
                people(exported, message, members);
                message.set("left_chat_member", members.isEmpty() ? Author.user(null) : members.get(0));
            }
            // The other chat's id is not in the export.
            case "migrate_to_supergroup" -> message.putObject("migrate_to_chat_id");
            case "migrate_from_group" -> message.putObject("migrate_from_chat_id");
            case "pin_message" -> {
                ObjectNode pinned = message.putObject("pinned_message");
                pinned.set("chat", chat.json());
                new Fields(exported, pinned.put("date", 0)).copy("message_id");
            }
            case "group_call" -> {
                if (exported.has("duration")) {
                    new Fields(exported, message.putObject("video_chat_ended")).copy("duration");
                } else {
                    message.putObject("video_chat_started");
                }
            }
            case "invite_to_group_call" ->
                people(
                        exported,
                        message,
                        message.putObject("video_chat_participants_invited").putArray("users"));
            case "group_call_scheduled" ->
                new Fields(exported, message.putObject("video_chat_scheduled")).copyAs("schedule_date", "start_date");
            case "set_messages_ttl" ->
                new Fields(exported, message.putObject("message_auto_delete_timer_changed"))
                        .copyAs("period", "message_auto_delete_time");
            case "topic_created" ->
                new Fields(exported, message.putObject("forum_topic_created")).copyAs("title", "name");
            case "topic_edit" ->
                new Fields(exported, message.putObject("forum_topic_edited"))
                        .copyAs("new_title", "name")
                        .copyAs("new_icon_emoji_id", "icon_custom_emoji_id");
            case "boost_apply" ->
                new Fields(exported, message.putObject("boost_added")).copyAs("boosts", "boost_count");
            case "giveaway_launch" -> message.putObject("giveaway_created");
            case "giveaway_results" ->
                new Fields(exported, message.putObject("giveaway_completed"))
                        .copyAs("winners", "winner_count")
                        .copyAs("unclaimed", "unclaimed_prize_count");
            case "send_payment" -> payment(exported, message.putObject("successful_payment"));
            case "refunded_payment" -> payment(exported, message.putObject("refunded_payment"));
            case "proximity_reached" -> {
                ObjectNode alert = message.putObject("proximity_alert_triggered");
                person(exported, "from", alert, "traveler");
                person(exported, "to", alert, "watcher");
                new Fields(exported, alert).copy("distance");
            }
            case "allow_sending_messages" ->
                new Fields(exported, message.putObject("write_access_allowed"))
                        .copyAs("reason_app_name", "web_app_name");
            case "send_webview_data" ->
                new Fields(exported, message.putObject("web_app_data")).copyAs("text", "button_text");
            case "send_passport_values" -> extras(exported, message.putObject("passport_data"));
            case "set_chat_wallpaper", "set_same_chat_wallpaper" -> message.putObject("chat_background_set");
            case "send_star_gift" -> {
                ObjectNode gift = message.putObject("gift");
                new Fields(exported, gift.putObject("gift"))
                        .copyAs("gift_id", "id")
                        .copyAs("stars", "star_count");
                new Fields(exported, gift).copyText("gift_text", "text");
            }
            case "paid_messages_price_change" ->
                new Fields(exported, message.putObject("paid_message_price_changed"))
                        .copyAs("price_stars", "paid_message_star_count");
            case "todo_completions" -> extras(exported, message.putObject("checklist_tasks_done"));
            case "todo_append_tasks" -> extras(exported, message.putObject("checklist_tasks_added"));
            case "poll_append_answer" -> extras(exported, message.putObject("poll_option_added"));
            case "poll_delete_answer" -> extras(exported, message.putObject("poll_option_deleted"));
            case "" -> extras(exported, message.putObject("service"));
            default -> {
                String action = exported.path("action").asText();
                extras(exported, message.putObject(message.has(action) ? action + "_action" : action));
            }
        }
    }

    /// Who joins or leaves alone is named as the one who acts, who has an id.
    private static void people(JsonNode exported, ObjectNode message, ArrayNode people) {
        JsonNode names = exported.path("members");
        boolean oneself = names.size() == 1 && names.path(0).equals(exported.path("actor"));
        if (oneself && message.has("from")) {
            people.add(message.get("from"));
            return;
        }
        for (JsonNode name : names) {
            people.add(Author.user(name.isTextual() ? name.textValue() : null));
        }
    }

    private void person(JsonNode exported, String name, ObjectNode target, String field) {
        Author.of(exported.path(name + "_id"), exported.path(name).asText(""), chat)
                .ifPresent(author -> target.set(field, author.json()));
    }

    private static void payment(JsonNode exported, ObjectNode payment) {
        new Fields(exported, payment).copy("currency").copyAs("amount", "total_amount");
    }

    private static void extras(JsonNode exported, ObjectNode target) {
        for (Map.Entry<String, JsonNode> field : exported.properties()) {
            if (!COMMON.contains(field.getKey())) {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
