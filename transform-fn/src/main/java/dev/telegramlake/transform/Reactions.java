package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;

/// Reads an array of [ReactionType](https://core.telegram.org/bots/api#reactiontype): the emoji itself, the id of a
/// custom emoji, or `paid`. An empty array is a value: the reactions were taken back.
final class Reactions {
    private Reactions() {}

    static Capture capture(int slot, String path) {
        return (parser, row) -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                row.mismatch(path);
                parser.skipChildren();
                return;
            }
            List<Object> reactions = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    row.mismatch(path + "[]");
                    parser.skipChildren();
                    continue;
                }
                String type = "";
                String what = null;
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
                    if (string && (name.equals("emoji") || name.equals("custom_emoji_id"))) {
                        what = Text.wellFormed(parser.getText());
                    } else if (string && name.equals("type")) {
                        type = Text.wellFormed(parser.getText());
                    } else {
                        parser.skipChildren();
                    }
                }
                reactions.add(what == null ? type : what);
            }
            row.set(slot, 0, reactions);
        };
    }
}
