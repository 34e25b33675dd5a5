package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The text of an exported message, which comes in pieces, with its entities as the Bot API has them.
///
/// @param entities offsets are in UTF-16 code units
record ExportText(String text, ArrayNode entities) {
    /// Reads `text_entities`, or `text` of older exports: a string, or an array of strings and pieces.
    static ExportText of(JsonNode message) {
        JsonNode pieces = message.path("text_entities");
        return read(pieces.isArray() && !pieces.isEmpty() ? pieces : message.path("text"));
    }

    /// Reads a string, or an array of strings and pieces.
    static ExportText read(JsonNode pieces) {
        StringBuilder text = new StringBuilder();
        ArrayNode entities = JsonNodeFactory.instance.arrayNode();
        for (JsonNode piece :
                pieces.isArray() ? pieces : JsonNodeFactory.instance.arrayNode().add(pieces)) {
            String words = piece.isObject() ? piece.path("text").asText() : piece.asText("");
            if (piece.isObject() && !words.isEmpty()) {
                addEntity(entities, piece, text.length(), words.length());
            }
            text.append(words);
        }
        return new ExportText(text.toString(), entities);
    }

    private static void addEntity(ArrayNode entities, JsonNode piece, int offset, int length) {
        String type = switch (piece.path("type").asText()) {
            case "link" -> "url";
            case "phone" -> "phone_number";
            case "mention_name" -> "text_mention";
            case "blockquote" -> piece.path("collapsed").asBoolean() ? "expandable_blockquote" : "blockquote";
            // The Bot API has none of a card's number.
            case "plain", "unknown", "bank_card", "" -> "";
            default -> piece.path("type").asText();
        };
        if (type.isEmpty()) {
            return;
        }
        ObjectNode entity =
                entities.addObject().put("type", type).put("offset", offset).put("length", length);
        new Fields(piece, entity).copyAs("href", "url").copy("language").copyAs("document_id", "custom_emoji_id");
        if (piece.path("user_id").asLong() != 0) {
            entity.putObject("user").put("id", piece.path("user_id").asLong());
        }
    }
}
