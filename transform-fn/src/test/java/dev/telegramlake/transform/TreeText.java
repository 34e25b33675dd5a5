package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// The text of a message and what stands out in it, read out of a tree.
final class TreeText {
    private final ObjectNode row;

    private TreeText(ObjectNode row) {
        this.row = row;
    }

    /// Fills the columns that come from the text of a message.
    static void put(ObjectNode row, JsonNode value) {
        new TreeText(row).read(value);
    }

    private void read(JsonNode value) {
        if (value.path("text").isTextual()) {
            text(value.path("text").textValue(), value.path("entities"));
        } else if (value.path("caption").isTextual()) {
            text(value.path("caption").textValue(), value.path("caption_entities"));
        } else if (value.path("rich_message").isObject()) {
            TreeRichText rich = TreeRichText.of(value.path("rich_message"));
            if (!rich.text().isEmpty()) {
                text(rich.text(), rich.entities());
            }
        }
    }

    private void text(String raw, JsonNode entities) {
        String text = wellFormed(raw);
        row.put("text", text);
        row.put("text_length", text.codePoints().count());
        int left = text.length();
        for (JsonNode entity : entities.isArray() ? entities : List.<JsonNode>of()) {
            String type = entity.path("type").isTextual() ? entity.path("type").textValue() : "";
            boolean url = entity.path("url").isTextual();
            if (List.of("hashtag", "mention", "bot_command").contains(type) || (type.equals("url") && !url)) {
                Optional<String> part = part(text, entity.path("offset"), entity.path("length"));
                if (part.isPresent() && part.get().length() <= left) {
                    left -= part.get().length();
                    column(type).add(wellFormed(part.get()));
                }
            } else if (List.of("url", "text_link").contains(type) && url) {
                column(type).add(wellFormed(entity.path("url").textValue()));
            } else if (type.equals("text_mention") && TreeFlattener.isInteger(entity.at("/user/id"))) {
                column(type).add(entity.at("/user/id").asText());
            }
        }
    }

    private static Optional<String> part(String text, JsonNode offset, JsonNode length) {
        if (!TreeFlattener.isInt(offset)
                || !TreeFlattener.isInt(length)
                || offset.intValue() < 0
                || length.intValue() <= 0) {
            return Optional.empty();
        }
        long end = offset.longValue() + length.longValue();
        return end > text.length()
                ? Optional.empty()
                : Optional.of(text.substring(offset.intValue(), Math.toIntExact(end)));
    }

    private ArrayNode column(String entityType) {
        return row.withArray(
                switch (entityType) {
                    case "hashtag" -> "hashtags";
                    case "mention", "text_mention" -> "mentions";
                    case "bot_command" -> "commands";
                    default -> "urls";
                });
    }

    /// A class of surrogates matches only those that stand alone: a pair is one character to a regular expression.
    static String wellFormed(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "\uFFFD");
    }
}
