package dev.telegramlake.local.change;

import dev.telegramlake.compaction.DuckDbColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// A DuckDB on the disk, for the rows of a day: memory is bounded, whatever the day is.
public final class DayDatabase implements AutoCloseable {
    private static final String MEMORY = "256MB";

    private final DuckDBConnection connection;
    private final Path shape;

    /// Takes a row of a query.
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException, IOException, InterruptedException;
    }

    /// @param folder for its files; gone with the folder
    public DayDatabase(Path folder) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try {
            connection = (DuckDBConnection)
                    DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("day.duckdb"), properties);
        } catch (SQLException broken) {
            throw new IOException("DuckDB does not start: " + broken.getMessage(), broken);
        }
        shape = folder.resolve("shape.parquet");
        execute(
                "SET memory_limit = '%s'; SET threads = 1; SET preserve_insertion_order = false; SET TimeZone = 'UTC'; CREATE TABLE shape (%s); COPY shape TO '%s' (FORMAT parquet)"
                        .formatted(MEMORY, DuckDbColumns.definitions(), escaped(shape)));
    }

    /// A file without rows that has all columns.
    public Path shape() {
        return shape;
    }

    public DuckDBConnection connection() {
        return connection;
    }

    public void execute(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /// Gives a query's rows to a reader, one by one.
    public void read(String sql, RowReader reader) throws IOException, InterruptedException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /// The one number that a query gives.
    public long number(String sql) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private static IOException failed(SQLException failure) {
        return new IOException("The rows cannot be read: " + failure.getMessage(), failure);
    }

    /// A path as it stands between single quotes.
    public static String escaped(Path path) {
        return path.toString().replace("'", "''");
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException broken) {
            throw new IOException("DuckDB does not stop: " + broken.getMessage(), broken);
        }
    }
}
