package dev.telegramlake.compaction;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// One DuckDB in the process, with bounds on its memory and disk. Every statement ends by the deadline.
final class DuckDb implements AutoCloseable {
    /// How the message begins when memory or disk were too small: the files are not to blame then.
    private static final String TOO_SMALL = "The function is too small for this day";

    private final Connection connection;
    private final Deadline deadline;

    private DuckDb(Connection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /// Loads DuckDB's library, which its driver first writes to `java.io.tmpdir`, and does so once in a process: where
    /// that fails, no later try can succeed. So a process does this when it starts, while there is room.
    static void load() {
        try {
            DriverManager.getConnection("jdbc:duckdb:").close();
        } catch (SQLException | LinkageError broken) {
            // said by `open`, to whom needs DuckDB
        }
    }

    /// @param memoryBytes what it may hold in memory
    /// @param spill       folder for what does not fit; made when it is needed
    /// @param spillBytes  what it may write there
    static DuckDb open(long memoryBytes, Path spill, long spillBytes, Deadline deadline) {
        try {
            DuckDb database = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"), deadline);
            database.execute("""
                    SET memory_limit = '%d B';
                    SET threads = 1;
                    SET temp_directory = '%s';
                    SET max_temp_directory_size = '%d B';
                    SET TimeZone = 'UTC';
                    """.formatted(memoryBytes, SqlFile.escaped(spill.toString()), spillBytes));
            return database;
        } catch (SQLException broken) {
            throw new CompactionFailedException("DuckDB does not start: " + broken.getMessage(), broken);
        } catch (LinkageError broken) {
            throw new CompactionFailedException(
                    "DuckDB's library could not be loaded (%s): make room in %s, then start this process again"
                            .formatted(broken.getMessage(), System.getProperty("java.io.tmpdir")),
                    broken);
        }
    }

    /// @throws CompactionFailedException with DuckDB's own words
    /// @throws OutOfTimeException        when the deadline came first
    void execute(String sql) {
        try (Statement statement = statement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw translated(failure);
        }
    }

    /// The rows of a query whose values are numbers; a null is 0.
    List<List<Long>> numbers(String sql) {
        try (Statement statement = statement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<Long>> rows = new ArrayList<>();
            while (result.next()) {
                List<Long> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getLong(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failure) {
            throw translated(failure);
        }
    }

    /// Whether a file can be the reason for a failure.
    static boolean canBeDueToAFile(CompactionFailedException failure) {
        return !failure.message().startsWith(TOO_SMALL);
    }

    private Statement statement() throws SQLException {
        Statement statement = connection.createStatement();
        statement.setQueryTimeout(Math.toIntExact(Math.max(1, deadline.left().toSeconds())));
        return statement;
    }

    private RuntimeException translated(SQLException failure) {
        String words = String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
        if (words.startsWith("Out of Memory")) {
            return new CompactionFailedException(
                    "%s: give it more memory or disk, or lower %s so that Athena takes it (%s)"
                            .formatted(TOO_SMALL, CompactionSettings.UNLOAD_OVER_BYTES, words),
                    failure);
        }
        return deadline.left().toSeconds() <= 0
                ? new OutOfTimeException("DuckDB was stopped: " + words)
                : new CompactionFailedException(words, failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException broken) {
            throw new CompactionFailedException("DuckDB does not stop: " + broken.getMessage(), broken);
        }
    }
}
