package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.Source;
import dev.telegramlake.schema.UpdatesTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page `docs/columns.md`: the table as the schema has it, the kinds of update that fill each column as the Bot API
/// has them, and an example from the fixtures.
final class DataDictionary {
    private static final String TAIL = """

            ## What only `payload` holds

            All that Telegram sends and no column has, for example:

            | what | SQL |
            |---|---|
            | totals of reactions | `json_extract(payload, '$.message_reaction_count.reactions')` |
            | deleted messages of a business account | `json_extract(payload, '$.deleted_business_messages.message_ids')` |
            | votes for each option of a poll | `json_extract(payload, '$.poll.options')` |
            | what was searched inline | `json_extract_scalar(payload, '$.inline_query.query')` |
            | name of a topic | `json_extract_scalar(payload, '$.message.forum_topic_created.name')` |
            """;

    private final BotApi api = BotApi.get();
    /// The plainest first.
    private final List<Fixture> fixtures = Fixture.all().stream()
            .sorted(Comparator.comparing(fixture -> {
                int kind = UpdatesTable.KINDS.indexOf(fixture.name());
                return kind < 0 ? UpdatesTable.KINDS.size() : kind;
            }))
            .toList();

    String page() {
        String messages =
                UpdatesTable.MESSAGE_KINDS.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
        String rows = UpdatesTable.COLUMNS.stream().map(this::row).collect(Collectors.joining());
        return """
            # The columns of `%s`

            <!-- Written by DataDictionaryTest from UpdatesTable; change that, then run:
                 mvn -pl transform-fn -am test -Dtest=DataDictionaryTest -Dsurefire.failIfNoSpecifiedTests=false -Dcolumns.write=true -->

            One row is one update. Partitions: `%s` (%s), the day on which Firehose took the update, in the stack's time
            zone. A column is null where the update has no such field, or has it with another type; the function's log
            counts the latter by path (metric `Mismatches`).

            *messages* are the kinds %s. A kind that is new to
            us is read for the fields that do not depend on the kind: `chat`, `from`, `user`, `date` and the like.

            | column | type | meaning | from | example |
            |---|---|---|---|---|
            """.formatted(UpdatesTable.NAME, UpdatesTable.PARTITION_KEY, UpdatesTable.PARTITION_KEY_TYPE, messages)
                + rows
                + TAIL;
    }

    private String row(Column column) {
        return "| `%s` | `%s` | %s | %s | %s |%n"
                .formatted(
                        column.name(),
                        column.type().glueName(),
                        cell(column.comment()),
                        sources(column),
                        example(column));
    }

    /// The rule if there is one, then the fields; those of the same kinds in one line.
    private String sources(Column column) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Source source : column.sources()) {
            switch (source) {
                case Source.Rule rule -> lines.put(cell(rule.words()), List.of());
                case Source.Field field ->
                    lines.computeIfAbsent(kinds(api.kindsWith(field)), kinds -> new ArrayList<>())
                            .add("`%s`".formatted(path(field)));
            }
        }
        return lines.entrySet().stream()
                .map(line -> line.getValue().isEmpty()
                        ? line.getKey()
                        : Stream.of(line.getKey(), String.join(", ", line.getValue()))
                                .filter(words -> !words.isEmpty())
                                .collect(Collectors.joining(": ")))
                .collect(Collectors.joining("<br>"));
    }

    private static String path(Source.Field field) {
        return field.path().isEmpty() ? field.kind() : String.join(".", field.path());
    }

    private static String kinds(List<String> kinds) {
        List<String> words = new ArrayList<>(kinds);
        if (words.removeAll(UpdatesTable.MESSAGE_KINDS)) {
            if (!kinds.containsAll(UpdatesTable.MESSAGE_KINDS)) {
                throw new IllegalArgumentException("Not all messages have the same fields: " + kinds);
            }
            words.addFirst("*messages*");
        }
        return String.join(", ", words);
    }

    private String example(Column column) {
        JsonNode value = fixtures.stream()
                .map(Fixture::wholeRow)
                .filter(row -> row.has(column.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No fixture has a value for " + column.name()))
                .path(column.name());
        String text = value.isTextual() ? value.asText() : value.toString();
        return "`%s`".formatted(cell(text.length() > 60 ? text.substring(0, 40) + "…" : text));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
