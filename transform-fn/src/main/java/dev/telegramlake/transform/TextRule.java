package dev.telegramlake.transform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The text of a message, and what stands out in it.
final class TextRule {
    private static final int TEXT = Row.slot("text");
    private static final int TEXT_LENGTH = Row.slot("text_length");
    private static final int HASHTAGS = Row.slot("hashtags");
    private static final int MENTIONS = Row.slot("mentions");
    private static final int URLS = Row.slot("urls");
    private static final int COMMANDS = Row.slot("commands");

    private final Row row;
    private final String text;

    /// Parts of a text do not overlap. Were they to, the row could hold the text as often as it has parts.
    private int uncopied;

    private TextRule(Row row, String text) {
        this.row = row;
        this.text = text;
        this.uncopied = text.length();
    }

    static void apply(Row row) {
        String text = row.string(Input.TEXT.slot());
        String caption = row.string(Input.CAPTION.slot());
        if (text != null) {
            new TextRule(row, text).put(row.get(Input.ENTITIES.slot()));
        } else if (caption != null) {
            new TextRule(row, caption).put(row.get(Input.CAPTION_ENTITIES.slot()));
        } else if (row.get(Input.RICH_MESSAGE.slot()) instanceof RichText.Words words) {
            new TextRule(row, words.text()).put(words.entities());
        }
    }

    private void put(@Nullable Object entities) {
        row.put(TEXT, text);
        row.put(TEXT_LENGTH, text.codePointCount(0, text.length()));
        if (entities instanceof List<?> list) {
            for (Object entity : list) {
                put((Entity) entity);
            }
        }
    }

    private void put(Entity entity) {
        switch (entity.type()) {
            case "hashtag" -> add(HASHTAGS, part(entity));
            case "mention" -> add(MENTIONS, part(entity));
            case "text_mention" -> add(MENTIONS, entity.userId() == null ? null : String.valueOf(entity.userId()));
            case "url" -> add(URLS, entity.url() == null ? part(entity) : entity.url());
            case "text_link" -> add(URLS, entity.url());
            case "bot_command" -> add(COMMANDS, part(entity));
            default -> {}
        }
    }

    private @Nullable String part(Entity entity) {
        if (!entity.isIn(text) || entity.length() > uncopied) {
            return null;
        }
        uncopied -= entity.length();
        return entity.in(text);
    }

    private void add(int slot, @Nullable String value) {
        if (value == null) {
            return;
        }
        @SuppressWarnings("unchecked") // only this method fills these columns
        List<String> values = (List<String>) row.get(slot);
        if (values == null) {
            values = new ArrayList<>(2);
            row.put(slot, values);
        }
        values.add(value);
    }
}
