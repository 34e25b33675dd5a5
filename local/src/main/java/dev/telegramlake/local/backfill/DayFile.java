package dev.telegramlake.local.backfill;

import dev.telegramlake.local.change.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/// Rows of one day on their way into the bucket, as a Parquet file on disk.
final class DayFile implements AutoCloseable {
    private final LocalDate day;
    private final Path file;
    private final TableRows rows;

    /// @param file not there yet; gone when this is closed, or the process is stopped
    DayFile(LocalDate day, Path file) throws IOException {
        this.day = day;
        this.file = file;
        file.toFile().deleteOnExit();
        this.rows = new TableRows(file);
    }

    void append(byte[] row) throws IOException {
        rows.append(row);
    }

    LocalDate day() {
        return day;
    }

    /// The file with all rows; none can be added any more.
    Path complete() throws IOException {
        rows.close();
        return file;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        Files.deleteIfExists(file);
    }
}
