package dev.telegramlake.compaction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// A statement of the resources, with `${name}` where a value goes. Lines that are comments are for its reader only.
final class SqlFile {
    private SqlFile() {}

    /// @param values put in as they are: text must have been escaped for its place
    static String read(String name, Map<String, String> values) {
        String sql = text(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            sql = sql.replace("${" + value.getKey() + "}", value.getValue());
        }
        if (sql.contains("${")) {
            throw new IllegalArgumentException("A value is missing in " + name + ": " + sql);
        }
        return sql;
    }

    /// A text as it stands between single quotes.
    static String escaped(String text) {
        return text.replace("'", "''");
    }

    private static String text(String name) {
        try (InputStream file = SqlFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("There is no resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
