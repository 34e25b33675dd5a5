package dev.telegramlake.local.forget;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a subject is called: first name, last name, both, user name, title; as they were and are.
final class Names {
    private static final int SHORTEST = 2;

    private final long id;
    private final NavigableSet<String> names =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private Pattern words;

    Names(long id) {
        this.id = id;
        this.words = pattern();
    }

    /// Adds the names that a user or chat object has.
    void addAll(JsonNode object) {
        String first = object.path("first_name").asText("");
        String last = object.path("last_name").asText("");
        boolean anew = Stream.of(
                        (first + " " + last).strip(),
                        first,
                        last,
                        object.path("username").asText(""),
                        object.path("title").asText(""))
                .filter(name -> name.codePointCount(0, name.length()) >= SHORTEST)
                .map(names::add)
                .reduce(false, Boolean::logicalOr);
        if (anew) {
            words = pattern();
        }
    }

    List<String> all() {
        return List.copyOf(names);
    }

    /// The id and the names as whole words, in upper and lower case.
    private Pattern pattern() {
        String either = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        String number = "(?<![0-9])" + Pattern.quote(String.valueOf(Math.abs(id))) + "(?![0-9])";
        return Pattern.compile(
                either.isEmpty() ? number : number + "|(?<![\\p{L}\\p{N}_])(?:" + either + ")(?![\\p{L}\\p{N}_])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    boolean isIn(String text) {
        return words.matcher(text).find();
    }

    /// A text with each name as stars. Its length stays, so that entities still point to their words.
    String masked(String text) {
        return words.matcher(text).replaceAll(found -> "*".repeat(found.group().length()));
    }

    /// Whether a line of JSON may have a name in it: cheap, and never wrong when it says no.
    boolean maybeIn(String line) {
        return line.contains(String.valueOf(Math.abs(id)))
                || isIn(line)
                // escaped letters are seen only when the line is parsed
                || (line.contains("\\u") && names.stream().anyMatch(Names::isEscaped));
    }

    /// The same for a column of DuckDB, as a condition.
    String sql(String column) {
        String either = Stream.concat(Stream.of(String.valueOf(Math.abs(id))), names.stream())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"))
                .replace("'", "''");
        String condition = "regexp_matches(%s, '%s', 'i')".formatted(column, either);
        return names.stream().anyMatch(Names::isEscaped)
                ? "(%s OR contains(%s, '\\u'))".formatted(condition, column)
                : condition;
    }

    private static boolean isEscaped(String name) {
        return name.chars().anyMatch(letter -> letter > 126);
    }
}
