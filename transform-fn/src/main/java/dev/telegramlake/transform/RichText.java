package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/// The words of a [RichMessage](https://core.telegram.org/bots/api#richmessage): the texts of its blocks, one block,
/// list item or table cell a line. Blocks and texts nest; those that are new to us are read by the names of their
/// fields.
final class RichText {
    private static final Set<String> WORDS = Set.of("text", "expression", "alternative_text", "summary", "credit");
    private static final Set<String> PARTS = Set.of("blocks", "items", "cells", "caption");

    private final StringBuilder words = new StringBuilder();

    private RichText() {}

    static Capture capture(int slot, int rank) {
        return (parser, row) -> {
            RichText rich = new RichText();
            rich.part(parser);
            String text = rich.words.toString().strip();
            if (!text.isEmpty()) {
                row.set(slot, rank, Text.wellFormed(text));
            }
        };
    }

    /// A block, a list of blocks, an item or a cell.
    private void part(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                part(parser);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            fields(parser, true);
            endLine();
        } else {
            text(parser);
        }
    }

    /// A string, a list of texts, or a text with a style.
    private void text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            words.append(parser.getText());
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                text(parser);
            }
        } else if (token == JsonToken.START_OBJECT) {
            fields(parser, false);
        }
    }

    private void fields(JsonParser parser, boolean lines) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (WORDS.contains(name)) {
                text(parser);
                if (lines) {
                    endLine();
                }
            } else if (PARTS.contains(name)) {
                part(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void endLine() {
        if (!words.isEmpty() && words.charAt(words.length() - 1) != '\n') {
            words.append('\n');
        }
    }
}
