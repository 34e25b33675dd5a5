package dev.telegramlake.analytics;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A question to the table: a statement of Athena SQL, and a chart of its result.
///
/// The file `NAME.sql` runs as it is. Lines at its head say what it is: `-- title:` and `-- question:`, with `-pt` for
/// Portuguese. A question about a period has its parameters as a first subquery named `parameters`, one a line, with
/// the
/// values that it takes when nobody gives any:
///
///     WITH parameters AS (
///         SELECT
///             'UTC' AS zone,
///             current_date - INTERVAL '30' DAY AS from_day,
///             current_date AS to_day,
///             CAST(NULL AS bigint) AS chat_id
///     )
///
/// @param name  of the files, without their endings
/// @param sql   the statement as in the file
/// @param chart a [Vega-Lite](https://vega.github.io/vega-lite/) specification without data
public record Question(String name, Words title, Words words, String sql, String chart) {
    private static final Pattern HEADER = Pattern.compile("^-- ([a-z-]+): (.+)$", Pattern.MULTILINE);
    private static final Pattern PARAMETERS =
            Pattern.compile("WITH parameters AS \\(\\s*SELECT\\s(.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("(?m)^(\\s+).+ AS (\\w+)(,?)$");

    public Question {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(words, "words is null");
        requireNonNull(sql, "sql is null");
        requireNonNull(chart, "chart is null");
    }

    /// Reads a question from the text of its two files.
    ///
    /// @throws IllegalArgumentException naming what is missing at the head
    static Question read(String name, String sql, String chart) {
        Map<String, String> header = new TreeMap<>();
        Matcher lines = HEADER.matcher(sql);
        while (lines.find()) {
            header.putIfAbsent(lines.group(1), lines.group(2));
        }
        return new Question(name, words(name, header, "title"), words(name, header, "question"), sql, chart);
    }

    private static Words words(String name, Map<String, String> header, String key) {
        String english = header.get(key);
        String portuguese = header.get(key + "-pt");
        if (english == null || portuguese == null) {
            throw new IllegalArgumentException("%s.sql needs a line '-- %s: ...' and a line '-- %s-pt: ...' at its head"
                    .formatted(name, key, key));
        }
        return new Words(english, portuguese);
    }

    /// Whether the question is about a period; otherwise it is about all there is.
    public boolean hasPeriod() {
        return PARAMETERS.matcher(sql).find();
    }

    /// The statement for a period; the statement itself where it is about no period.
    public String sql(Period period) {
        Matcher parameters = PARAMETERS.matcher(sql);
        if (!parameters.find()) {
            return sql;
        }
        String filled = PARAMETER
                .matcher(parameters.group(1))
                .replaceAll(line -> Matcher.quoteReplacement(
                        line.group(1) + value(line.group(2), period) + " AS " + line.group(2) + line.group(3)));
        return new StringBuilder(sql)
                .replace(parameters.start(1), parameters.end(1), filled)
                .toString();
    }

    private String value(String parameter, Period period) {
        return switch (parameter) {
            case "zone" -> "'" + period.zone().getId() + "'";
            case "from_day" -> "DATE '" + period.from() + "'";
            case "to_day" -> "DATE '" + period.to() + "'";
            case "chat_id" ->
                period.chat().isPresent() ? "BIGINT '" + period.chat().getAsLong() + "'" : "CAST(NULL AS bigint)";
            default ->
                throw new IllegalArgumentException(
                        "%s.sql has a parameter %s; known are zone, from_day, to_day and chat_id"
                                .formatted(name, parameter));
        };
    }
}
