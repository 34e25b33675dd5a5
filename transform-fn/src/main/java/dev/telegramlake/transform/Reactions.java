package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads an array of [ReactionType](https://core.telegram.org/bots/api#reactiontype): the emoji itself, the id of a
/// custom emoji, or the type: `paid`, and whatever is new to us. An empty array is a value: the reactions were taken
/// back.
final class Reactions {
    private Reactions() {}

    static Capture capture(int slot, int rank) {
        return (parser, row) -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return false;
            }
            boolean fits = true;
            List<Object> reactions = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String reaction = parser.currentToken() == JsonToken.START_OBJECT ? reaction(parser) : null;
                if (reaction == null) {
                    fits = false;
                    parser.skipChildren();
                } else {
                    reactions.add(reaction);
                }
            }
            row.set(slot, rank, reactions);
            return fits;
        };
    }

    private static @Nullable String reaction(JsonParser parser) throws IOException {
        String emoji = null;
        String customEmoji = null;
        String type = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                switch (name) {
                    case "emoji" -> emoji = parser.getText();
                    case "custom_emoji_id" -> customEmoji = parser.getText();
                    case "type" -> type = parser.getText();
                    default -> {}
                }
            }
            parser.skipChildren();
        }
        String reaction = emoji != null ? emoji : customEmoji != null ? customEmoji : type;
        return reaction == null ? null : Text.wellFormed(reaction);
    }
}
