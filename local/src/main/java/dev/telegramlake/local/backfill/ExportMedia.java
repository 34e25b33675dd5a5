package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an exported message holds beside its text, put where the Bot API has it. Files have no ids in an export.
///
/// A field that is new to us is content under its own name, unless the message has other content.
final class ExportMedia {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Fields that are no content, or part of one.
    private static final Set<String> KNOWN = Set.of(
            // every message's
            "id",
            "type",
            "date",
            "date_unixtime",
            "edited",
            "edited_unixtime",
            "from",
            "from_id",
            "author",
            "forwarded_from",
            "saved_from",
            "reply_to_message_id",
            "reply_to_peer_id",
            "via_bot",
            "text",
            "text_entities",
            "inline_bot_buttons",
            "reactions",
            // of media
            "photo",
            "photo_file_size",
            "width",
            "height",
            "file",
            "file_name",
            "file_size",
            "thumbnail",
            "thumbnail_file_size",
            "media_type",
            "sticker_emoji",
            "mime_type",
            "duration_seconds",
            "performer",
            "title",
            "media_spoiler",
            "self_destruct_period_seconds",
            "contact_information",
            "contact_vcard",
            "contact_vcard_file_size",
            "location_information",
            "live_location_period_seconds",
            "place_name",
            "address",
            "game_title",
            "game_description",
            "game_link",
            "invoice_information",
            "poll",
            "todo_list",
            "giveaway_information",
            "giveaway_results",
            "paid_stars_amount");

    private final ExportTimes times;

    ExportMedia(ExportTimes times) {
        this.times = times;
    }

    /// Puts the content; false where the message is text only.
    boolean put(ObjectNode exported, ObjectNode message) {
        if (exported.path("media_spoiler").asBoolean()) {
            message.put("has_media_spoiler", true);
        }
        if (exported.path("inline_bot_buttons").isArray()) {
            message.putObject("reply_markup").set("inline_keyboard", keyboard(exported.path("inline_bot_buttons")));
        }
        return known(exported, message) || unknown(exported, message);
    }

    private boolean known(JsonNode exported, ObjectNode message) {
        if (exported.has("photo")) {
            photo(exported, message.putArray("photo").addObject());
        } else if (exported.has("file")) {
            String kind = fileKind(exported.path("media_type").asText());
            new Fields(exported, message.putObject(kind))
                    .copy("file_name", "file_size", "mime_type", "width", "height", "performer", "title")
                    .copyAs("duration_seconds", "duration")
                    .copyAs("sticker_emoji", "emoji");
        } else if (exported.has("contact_information")) {
            new Fields(exported.path("contact_information"), message.putObject("contact"))
                    .copy("phone_number", "first_name", "last_name");
        } else if (exported.has("place_name") || exported.has("address")) {
            ObjectNode venue = message.putObject("venue");
            location(exported, venue.putObject("location"));
            new Fields(exported, venue).copyAs("place_name", "title").copy("address");
        } else if (exported.has("location_information")) {
            location(exported, message.putObject("location"));
        } else if (exported.has("game_title")) {
            new Fields(exported, message.putObject("game"))
                    .copyAs("game_title", "title")
                    .copyAs("game_description", "description");
        } else if (exported.has("invoice_information")) {
            new Fields(object(exported.path("invoice_information")), message.putObject("invoice"))
                    .copy("title", "description", "currency")
                    .copyAs("amount", "total_amount");
        } else if (exported.has("poll")) {
            poll(exported.path("poll"), message.putObject("poll"));
        } else if (exported.has("todo_list")) {
            checklist(exported.path("todo_list"), message.putObject("checklist"));
        } else if (exported.has("giveaway_information")) {
            giveaway(exported.path("giveaway_information"), message.putObject("giveaway"))
                    .copyAs("quantity", "winner_count")
                    .copyAs("countries", "country_codes");
        } else if (exported.has("giveaway_results")) {
            giveaway(exported.path("giveaway_results"), message.putObject("giveaway_winners"))
                    .copyAs("launch_message_id", "giveaway_message_id")
                    .copyAs("winners_count", "winner_count")
                    .copyAs("unclaimed_count", "unclaimed_prize_count")
                    .copyAs("additional_peers_count", "additional_chat_count")
                    .copyAs("is_refunded", "was_refunded");
        } else if (exported.has("paid_stars_amount")) {
            new Fields(exported, message.putObject("paid_media")).copyAs("paid_stars_amount", "star_count");
        } else {
            return false;
        }
        return true;
    }

    private static boolean unknown(JsonNode exported, ObjectNode message) {
        boolean any = false;
        for (Map.Entry<String, JsonNode> field : exported.properties()) {
            if (!KNOWN.contains(field.getKey()) && !message.has(field.getKey())) {
                message.set(field.getKey(), field.getValue());
                any = true;
            }
        }
        return any && ExportText.of(exported).text().isEmpty();
    }

    static void photo(JsonNode exported, ObjectNode size) {
        new Fields(exported, size).copy("width", "height").copyAs("photo_file_size", "file_size");
    }

    private static String fileKind(String mediaType) {
        return switch (mediaType) {
            case "sticker", "animation" -> mediaType;
            case "video_message" -> "video_note";
            case "voice_message" -> "voice";
            case "video_file" -> "video";
            case "audio_file" -> "audio";
            default -> "document";
        };
    }

    private static void location(JsonNode exported, ObjectNode location) {
        new Fields(exported.path("location_information"), location).copy("latitude", "longitude");
        new Fields(exported, location).copyAs("live_location_period_seconds", "live_period");
    }

    private static void poll(JsonNode exported, ObjectNode poll) {
        new Fields(exported, poll)
                .copyText("question", "question")
                .copyAs("total_voters", "total_voter_count")
                .copyAs("closed", "is_closed");
        ArrayNode options = poll.putArray("options");
        for (JsonNode answer : exported.path("answers")) {
            new Fields(answer, options.addObject()).copyText("text", "text").copyAs("voters", "voter_count");
        }
    }

    private static void checklist(JsonNode exported, ObjectNode checklist) {
        new Fields(exported, checklist).copyText("title", "title");
        ArrayNode tasks = checklist.putArray("tasks");
        for (JsonNode member : exported) {
            for (JsonNode task : member.isArray() ? member : tasks.arrayNode()) {
                if (task.isObject()) {
                    new Fields(task, tasks.addObject()).copy("id").copyText("text", "text");
                }
            }
        }
    }

    private Fields giveaway(JsonNode exported, ObjectNode giveaway) {
        @Nullable Long until = times.seconds(exported, "until_date");
        if (until != null) {
            giveaway.put("winners_selection_date", until);
        }
        return new Fields(exported, giveaway)
                .copyAs("is_only_new_subscribers", "only_new_members")
                .copyAs("additional_prize", "prize_description")
                .copyAs("stars", "prize_star_count")
                .copyAs("months", "premium_subscription_month_count");
    }

    private static ArrayNode keyboard(JsonNode rows) {
        ArrayNode keyboard = JSON.createArrayNode();
        for (JsonNode row : rows) {
            ArrayNode buttons = keyboard.addArray();
            for (JsonNode button : row) {
                String data = button.path("type").asText().equals("url") ? "url" : "callback_data";
                new Fields(button, buttons.addObject()).copy("text").copyAs("data", data);
            }
        }
        return keyboard;
    }

    /// An invoice is an object written as a string in some versions.
    private static JsonNode object(JsonNode value) {
        try {
            return value.isTextual() ? JSON.readTree(value.textValue()) : value;
        } catch (JsonProcessingException none) {
            return JSON.createObjectNode();
        }
    }
}
