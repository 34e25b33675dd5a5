package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What an exported message holds beside its text, put where the Bot API has it. Files themselves have no id in an
/// export.
final class ExportMedia {
    private ExportMedia() {}

    /// Puts the content; false where the message is text only.
    static boolean put(JsonNode exported, ObjectNode message) {
        if (exported.has("photo")) {
            ObjectNode size = message.putArray("photo").addObject();
            copy(exported, "width", size, "width");
            copy(exported, "height", size, "height");
            copy(exported, "photo_file_size", size, "file_size");
            return true;
        }
        if (exported.has("file")) {
            file(
                    exported,
                    message.putObject(fileKind(exported.path("media_type").asText())));
            return true;
        }
        return putObject(exported, "poll", message, "poll")
                || putObject(exported, "contact_information", message, "contact")
                || putObject(exported, "location_information", message, "location");
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

    private static void file(JsonNode exported, ObjectNode file) {
        copy(exported, "file_size", file, "file_size");
        copy(exported, "mime_type", file, "mime_type");
        copy(exported, "duration_seconds", file, "duration");
        copy(exported, "sticker_emoji", file, "emoji");
    }

    private static boolean putObject(JsonNode exported, String from, ObjectNode message, String to) {
        if (!exported.has(from)) {
            return false;
        }
        ObjectNode content = message.putObject(to);
        JsonNode question = exported.path(from).path("question");
        if (question.isTextual()) {
            content.set("question", question);
        }
        return true;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String newName) {
        if (from.has(name)) {
            to.set(newName, from.get(name));
        }
    }
}
