package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The words of a rich message, read out of a tree: every line first, then joined.
///
/// @param entities as a message has them, offsets into the text
record TreeRichText(String text, ArrayNode entities) {
    static TreeRichText of(JsonNode message) {
        Reader reader = new Reader();
        reader.block(message);
        reader.lines.add(reader.line.toString());
        return new TreeRichText(String.join("\n", reader.lines).stripTrailing(), reader.entities);
    }

    private static final class Reader {
        private final List<String> lines = new ArrayList<>();
        private final ArrayNode entities = JsonNodeFactory.instance.arrayNode();
        private final StringBuilder line = new StringBuilder();
        private int lengthOfLines;

        void block(JsonNode node) {
            if (node.isArray()) {
                node.forEach(this::block);
            } else if (node.isObject()) {
                members(node, true);
            } else {
                text(node);
            }
            endLine();
        }

        void text(JsonNode node) {
            if (node.isTextual()) {
                line.append(node.textValue());
            } else if (node.isArray()) {
                node.forEach(this::text);
            } else if (node.isObject()) {
                members(node, false);
            }
        }

        private void members(JsonNode object, boolean eachOnItsLine) {
            int start = position();
            int end = start;
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                switch (member.getKey()) {
                    case "text", "expression", "alternative_text", "summary", "credit" -> {
                        text(member.getValue());
                        end = position();
                        if (eachOnItsLine) {
                            endLine();
                        }
                    }
                    case "blocks", "items", "cells" -> block(member.getValue());
                    case "caption" -> {
                        if (member.getValue().isObject()) {
                            members(member.getValue(), true);
                        } else {
                            text(member.getValue());
                        }
                        endLine();
                    }
                    default -> {}
                }
            }
            entities.addObject()
                    .put("offset", start)
                    .put("length", end - start)
                    .<ObjectNode>set("type", object.path("type"))
                    .<ObjectNode>set("url", object.path("url"))
                    .set("user", object.path("user"));
        }

        private int position() {
            return lengthOfLines + line.length();
        }

        void endLine() {
            boolean ended = line.isEmpty() || line.charAt(line.length() - 1) == '\n';
            if (!ended) {
                lines.add(line.toString());
                lengthOfLines += line.length() + 1;
                line.setLength(0);
            }
        }
    }
}
