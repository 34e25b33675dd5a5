package dev.telegramlake.local.change;

import dev.telegramlake.local.firehose.conversion.ParquetTableFile;
import dev.telegramlake.local.firehose.conversion.RecordRefusedException;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Rows that the transform has made, on their way into a Parquet file on the disk.
public final class TableRows implements AutoCloseable {
    private final ParquetTableFile file;

    /// With all columns of the table.
    public TableRows(Path path) throws IOException {
        this(path, UpdatesTable.COLUMNS);
    }

    public TableRows(Path path, List<Column> columns) throws IOException {
        file = new ParquetTableFile(Files.newOutputStream(path), columns);
    }

    /// Adds a row, a JSON object.
    ///
    /// @throws IOException when the table cannot hold it, which the transform must not make
    public void append(byte[] json) throws IOException {
        try {
            file.append(json);
        } catch (RecordRefusedException wrong) {
            throw new IOException("The transform makes a row that the table cannot hold: " + wrong.text(), wrong);
        }
    }

    public long count() {
        return file.rows();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
