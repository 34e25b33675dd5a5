package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The words of a [RichMessage](https://core.telegram.org/bots/api#richmessage): the texts of its blocks, one block,
/// list item or table cell a line, with the hashtags, mentions, links and commands among them. Blocks and texts nest;
/// those that are new to us are read by the names of their fields.
///
/// What nests deeper than [#DEEPEST] is skipped, so that no update can use up the stack.
final class RichText {
    /// Levels of JSON within the update; far more than a person can nest.
    static final int DEEPEST = 200;

    private static final Set<String> WORDS = Set.of("text", "expression", "alternative_text", "summary", "credit");
    private static final Set<String> PARTS = Set.of("blocks", "items", "cells");

    private final StringBuilder words = new StringBuilder();
    private final List<Entity> entities = new ArrayList<>();
    private boolean whole = true;

    private RichText() {}

    /// The text of a rich message.
    ///
    /// @param entities in the order in which they end
    record Words(String text, List<Entity> entities) {}

    static Capture capture(int slot, int rank) {
        return (parser, row) -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return false;
            }
            RichText rich = new RichText();
            rich.lines(parser);
            String text = rich.words.toString().stripTrailing();
            if (!text.isEmpty()) {
                row.set(slot, rank, new Words(Text.wellFormed(text), rich.entities));
            }
            return rich.whole;
        };
    }

    /// A block, an item, a cell, or an array of them.
    private void lines(JsonParser parser) throws IOException {
        if (isTooDeep(parser)) {
            parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                lines(parser);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            fields(parser, true);
        } else {
            text(parser);
        }
        endLine();
    }

    /// A [RichText](https://core.telegram.org/bots/api#richtext): a string, an array of texts, or a text with a
    /// style.
    private void text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (isTooDeep(parser)) {
            parser.skipChildren();
        } else if (token == JsonToken.VALUE_STRING) {
            words.append(parser.getText());
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                text(parser);
            }
        } else if (token == JsonToken.START_OBJECT) {
            fields(parser, false);
        }
    }

    /// @param lines whether each text in the object is a line
    private void fields(JsonParser parser, boolean lines) throws IOException {
        int start = words.length();
        int end = start;
        String type = null;
        String url = null;
        Long userId = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
            if (WORDS.contains(name)) {
                text(parser);
                end = words.length();
                if (lines) {
                    endLine();
                }
            } else if (PARTS.contains(name)) {
                lines(parser);
            } else if (name.equals("caption")) {
                caption(parser);
            } else if (name.equals("type") && string) {
                type = parser.getText();
            } else if (name.equals("url") && string) {
                url = Text.wellFormed(parser.getText());
            } else if (name.equals("user")) {
                userId = Entity.userId(parser);
            }
            parser.skipChildren();
        }
        if (type != null) {
            entities.add(new Entity(type, start, end - start, url, userId));
        }
    }

    /// The text of a table's caption, or the texts of another block's.
    private void caption(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            lines(parser);
        } else {
            text(parser);
            endLine();
        }
    }

    private boolean isTooDeep(JsonParser parser) {
        boolean tooDeep = parser.getParsingContext().getNestingDepth() > DEEPEST;
        whole &= !tooDeep;
        return tooDeep;
    }

    private void endLine() {
        if (!words.isEmpty() && words.charAt(words.length() - 1) != '\n') {
            words.append('\n');
        }
    }
}
