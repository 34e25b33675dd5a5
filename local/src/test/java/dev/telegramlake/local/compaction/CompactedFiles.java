package dev.telegramlake.local.compaction;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a file of a run with readers that are not Trino's. Values are written as Athena writes them.
final class CompactedFiles {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private CompactedFiles() {}

    /// How many rows come before one that they belong behind.
    static long unsorted(Path file) throws SQLException {
        String sql = """
                SELECT count(*) FROM (
                    SELECT (chat_id, event_time, update_id) < lag((chat_id, event_time, update_id))
                        OVER (ORDER BY file_row_number) AS back
                    FROM read_parquet('%s', file_row_number = true, hive_partitioning = false)
                ) WHERE back""".formatted(file);
        return Long.parseLong(query(sql).getFirst().getFirst());
    }

    static List<String> columns(Path file) throws SQLException {
        return query("SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('%s', hive_partitioning = false))"
                        .formatted(file))
                .stream()
                .map(List::getFirst)
                .toList();
    }

    static List<List<String>> readByDuckDb(Path file) throws SQLException {
        return query("SELECT * FROM read_parquet('%s', hive_partitioning = false)".formatted(file));
    }

    private static List<List<String>> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(text(result.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    static List<List<String>> readByHardwood(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
                RowReader row = reader.rowReader()) {
            List<List<String>> rows = new ArrayList<>();
            while (row.hasNext()) {
                row.next();
                List<String> values = new ArrayList<>();
                for (int i = 0; i < UpdatesTable.COLUMNS.size(); i++) {
                    values.add(text(row.getValue(i)));
                }
                rows.add(values);
            }
            return rows;
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case Timestamp time -> time.toLocalDateTime().format(MILLIS);
            case LocalDateTime time -> time.format(MILLIS);
            case Instant time -> time.atOffset(ZoneOffset.UTC).format(MILLIS);
            case PqList list -> list.values().toString();
            case Array array -> list(array);
            case null -> "null";
            default -> value.toString();
        };
    }

    private static String list(Array array) {
        try {
            return Arrays.toString((Object[]) array.getArray());
        } catch (SQLException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
