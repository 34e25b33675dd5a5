package dev.telegramlake.transform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns that more than one field decides. Applied to a row after all its fields are read.
final class Rules {
    /// The first second that a Parquet timestamp of 64 bits of nanoseconds cannot hold: the year 2262.
    private static final long END_OF_TIME =
            Instant.parse("2262-01-01T00:00:00Z").getEpochSecond();

    private final FlatteningPlan plan;

    Rules(FlatteningPlan plan) {
        this.plan = plan;
    }

    void apply(Row row, long arrivalMillis) {
        put(row, "kind", row.kind());
        put(row, "content_type", row.contentType());
        times(row, arrivalMillis);
        author(row);
        reply(row);
        forward(row);
        text(row);
        if (row.isTrue(plan.slot("is_topic_message"))) {
            put(row, "topic_id", row.number(plan.slot("thread_id")));
        }
    }

    private void times(Row row, long arrivalMillis) {
        Long happened = Stream.of("edit_date", "date")
                .map(name -> row.number(plan.slot(name)))
                .filter(seconds -> seconds != null && seconds > 0 && seconds < END_OF_TIME)
                .findFirst()
                .orElse(null);
        put(
                row,
                "event_time",
                happened == null ? Instant.ofEpochMilli(arrivalMillis) : Instant.ofEpochSecond(happened));
        put(row, "arrival_time", Instant.ofEpochMilli(arrivalMillis));
    }

    private void author(Row row) {
        Long chat = row.number(plan.slot("sender_chat_id"));
        if (chat == null) {
            put(row, "author_id", row.number(plan.slot("user_id")));
            put(
                    row,
                    "author_name",
                    fullName(row.string(plan.slot("user_first_name")), row.string(plan.slot("user_last_name"))));
        } else {
            put(row, "author_id", chat);
            put(row, "author_name", row.string(plan.slot("sender_chat_title")));
        }
    }

    private void reply(Row row) {
        if (row.isTrue(plan.slot(FlatteningPlan.REPLY_IS_TOPIC))) {
            return;
        }
        Long chat = row.number(plan.slot("reply_chat_id"));
        put(row, "reply_to_message_id", row.number(plan.slot("reply_message_id")));
        put(row, "reply_to_author_id", chat == null ? row.number(plan.slot("reply_user_id")) : chat);
        put(row, "reply_to_is_bot", chat == null ? row.get(plan.slot("reply_user_is_bot")) : false);
    }

    private void forward(Row row) {
        String user = fullName(row.string(plan.slot("forward_first_name")), row.string(plan.slot("forward_last_name")));
        put(row, "forward_author_name", user == null ? row.string(plan.slot("forward_other_name")) : user);
    }

    private void text(Row row) {
        int slot = plan.slot("text");
        String text = row.string(slot);
        if (text == null) {
            return;
        }
        put(row, "text_length", text.codePointCount(0, text.length()));
        Object entities = switch (row.rank(slot)) {
            case 0 -> row.get(plan.slot(FlatteningPlan.ENTITIES));
            case 1 -> row.get(plan.slot(FlatteningPlan.CAPTION_ENTITIES));
            default -> null; // a rich message has none
        };
        if (entities instanceof List<?> list) {
            List<Entity> found = list.stream().map(Entity.class::cast).toList();
            put(row, "hashtags", ofType(found, text, "hashtag"));
            put(row, "mentions", ofType(found, text, "mention", "text_mention"));
            put(row, "urls", ofType(found, text, "url", "text_link"));
            put(row, "commands", ofType(found, text, "bot_command"));
        }
    }

    private static @Nullable List<String> ofType(List<Entity> entities, String text, String... types) {
        List<String> found = new ArrayList<>();
        for (Entity entity : entities) {
            if (List.of(types).contains(entity.type())) {
                String value = switch (entity.type()) {
                    case "text_link" -> entity.url();
                    case "text_mention" -> entity.userId() == null ? null : String.valueOf(entity.userId());
                    default -> entity.in(text);
                };
                if (value != null) {
                    found.add(value);
                }
            }
        }
        return found.isEmpty() ? null : found;
    }

    private static @Nullable String fullName(@Nullable String first, @Nullable String last) {
        String name = Stream.of(first, last)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    private void put(Row row, String column, @Nullable Object value) {
        row.put(plan.slot(column), value);
    }
}
