package dev.telegramlake.local.backfill;

import dev.telegramlake.local.firehose.conversion.ParquetTableFile;
import dev.telegramlake.local.firehose.conversion.RecordRefusedException;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import software.amazon.awssdk.services.s3.S3Client;

/// Rows of one day on their way into the bucket. The object is named after its content, so that the same history
/// brought in twice is the same object.
final class DayFile implements AutoCloseable {
    private final LocalDate day;
    private final Path file;
    private final ParquetTableFile rows;

    DayFile(LocalDate day, Path folder) throws IOException {
        this.day = day;
        this.file = Files.createTempFile(folder, "import", ".parquet");
        this.rows = new ParquetTableFile(Files.newOutputStream(file), UpdatesTable.COLUMNS);
    }

    LocalDate day() {
        return day;
    }

    void append(byte[] row) throws IOException {
        try {
            rows.append(row);
        } catch (RecordRefusedException wrong) {
            throw new IllegalStateException("The transform made a row that the table cannot hold", wrong);
        }
    }

    /// Puts the rows into the bucket. What is there already is left alone.
    void upload(S3Client s3) throws IOException {
        rows.close();
        String key = "%s%s=%s/%s.parquet".formatted(Lake.IMPORTS_PREFIX, UpdatesTable.PARTITION_KEY, day, digest());
        s3.putObject(put -> put.bucket(Lake.BUCKET).key(key), file);
    }

    private String digest() throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.skipNBytes(Files.size(file));
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
        Files.deleteIfExists(file);
    }
}
