package dev.telegramlake.bench.day;

import dev.telegramlake.bench.contest.OneRun;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What one writes with parquet-java: get every landing file, as many at once as the function does, decode it, keep the
/// first arrival of each update, sort in memory, write, put.
public final class ParquetJava {
    private static final int AT_ONCE = 32;
    private static final int ROW_GROUP_ROWS = 20_480;

    private ParquetJava() {}

    /// Arguments: day, key to write.
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        LocalCredentials credentials =
                new LocalCredentials(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY"));
        try (S3Client s3 = ObjectStore.client(URI.create(System.getenv("AWS_ENDPOINT_URL_S3")), credentials)) {
            String landing = "%sdt=%s/".formatted(Lake.LANDING_PREFIX, arguments[0]);
            OneRun.serve(() -> write(s3, sorted(read(s3, landing)), arguments[1]));
        }
    }

    private static List<Future<List<SortedRow>>> read(S3Client s3, String prefix) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            return s3.listObjectsV2Paginator(list -> list.bucket(Lake.BUCKET).prefix(prefix)).contents().stream()
                    .map(S3Object::key)
                    .map(key -> threads.submit(() -> rows(
                            s3.getObjectAsBytes(get -> get.bucket(Lake.BUCKET).key(key))
                                    .asByteArrayUnsafe())))
                    .toList();
        }
    }

    private static List<SortedRow> rows(byte[] parquet) throws IOException {
        List<SortedRow> rows = new ArrayList<>();
        try (ParquetReader<Group> reader =
                new ParquetReader.Builder<Group>(new ParquetBytes(parquet), new PlainParquetConfiguration()) {
                    @Override
                    protected ReadSupport<Group> getReadSupport() {
                        return new GroupReadSupport();
                    }
                }.build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(SortedRow.of(row));
            }
        }
        return rows;
    }

    private static List<SortedRow> sorted(List<Future<List<SortedRow>>> files) throws Exception {
        Map<Long, SortedRow> updates = new HashMap<>();
        for (Future<List<SortedRow>> file : files) {
            for (SortedRow row : file.get()) {
                updates.merge(row.update(), row, SortedRow::first);
            }
        }
        return updates.values().stream().sorted(SortedRow.ORDER).toList();
    }

    private static void write(S3Client s3, List<SortedRow> rows, String key) throws IOException {
        Path file = Files.createTempFile("parquet-java", ".parquet");
        try {
            MessageType schema = (MessageType) rows.getFirst().group().getType();
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withType(schema)
                    .withConf(new PlainParquetConfiguration())
                    .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
                    .build()) {
                for (SortedRow row : rows) {
                    writer.write(row.group());
                }
            }
            s3.putObject(put -> put.bucket(Lake.BUCKET).key(key), file);
        } finally {
            Files.delete(file);
        }
    }
}
