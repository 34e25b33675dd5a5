package dev.telegramlake.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the links, hashtags and commands in a sample text, as Telegram does.
final class DemoText {
    private static final Pattern ENTITY = Pattern.compile("(https?://\\S+)|(#\\p{L}+)|(/[a-z]+)(?=$|\\s)");
    private static final List<String> TYPES = List.of("url", "hashtag", "bot_command");

    private DemoText() {}

    private record Entity(String type, int start, int end) {}

    private static List<Entity> entities(String text) {
        List<Entity> found = new ArrayList<>();
        Matcher matcher = ENTITY.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= TYPES.size(); group++) {
                if (matcher.group(group) != null) {
                    found.add(new Entity(TYPES.get(group - 1), matcher.start(), matcher.end()));
                }
            }
        }
        return found;
    }

    /// As the Bot API has them.
    static ArrayNode botApi(String text) {
        ArrayNode entities = JsonNodeFactory.instance.arrayNode();
        for (Entity entity : entities(text)) {
            entities.addObject()
                    .put("type", entity.type())
                    .put("offset", entity.start())
                    .put("length", entity.end() - entity.start());
        }
        return entities;
    }

    /// As an export has them: the text in pieces.
    static ArrayNode export(String text) {
        ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
        int done = 0;
        for (Entity entity : entities(text)) {
            plain(pieces, text.substring(done, entity.start()));
            pieces.addObject()
                    .put("type", entity.type().equals("url") ? "link" : entity.type())
                    .put("text", text.substring(entity.start(), entity.end()));
            done = entity.end();
        }
        plain(pieces, text.substring(done));
        return pieces;
    }

    private static void plain(ArrayNode pieces, String text) {
        if (!text.isEmpty()) {
            pieces.addObject().put("type", "plain").put("text", text);
        }
    }
}
