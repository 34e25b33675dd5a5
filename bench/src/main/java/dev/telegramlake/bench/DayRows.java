package dev.telegramlake.bench;

import dev.telegramlake.compaction.DuckDbColumns;
import dev.telegramlake.local.deployment.SqlFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// What is in the files of a compacted day; two of them are the same when the rows are, in whatever order.
///
/// @param updates  different ones
/// @param checksum of all rows with all their columns
record DayRows(long rows, long updates, String checksum) {
    /// @param files pattern of the Parquet files
    static DayRows of(Path files) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; CREATE TABLE shape (%s)".formatted(DuckDbColumns.definitions()));
            ResultSet result = statement.executeQuery(SqlFile.read(
                    DayRows.class,
                    "day-rows.sql",
                    Map.of("columns", DuckDbColumns.casts(), "files", files.toString())));
            result.next();
            return new DayRows(result.getLong(1), result.getLong(2), result.getString(3));
        }
    }
}
