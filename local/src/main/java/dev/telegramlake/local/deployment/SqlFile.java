package dev.telegramlake.local.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A statement that lies beside a class, with `${name}` where a value goes.
public final class SqlFile {
    private SqlFile() {}

    /// Reads it as it is.
    public static String read(Class<?> beside, String name) {
        return read(beside, name, Map.of());
    }

    /// Reads it with values.
    ///
    /// @param values put in as they are: text must have been escaped for its place
    public static String read(Class<?> beside, String name, Map<String, String> values) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("There is no resource %s beside %s".formatted(name, beside));
            }
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                sql = sql.replace("${" + value.getKey() + "}", value.getValue());
            }
            return sql;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
