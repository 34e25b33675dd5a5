package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A [ReactionType](https://core.telegram.org/bots/api#reactiontype) in one word.
final class Reaction {
    private Reaction() {}

    /// The emoji itself, the id of a custom emoji, or the type: `paid`, and whatever is new to us. Null when it is
    /// none.
    static @Nullable String read(JsonParser parser) throws IOException {
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
