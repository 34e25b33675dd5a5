package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.deployment.SqlFile;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/// Peak memory of the compaction function: a day of 3 million rows, in a process of its own that is told that it has
/// 2,048 MB, against the local S3 server and Athena stand-in.
///
/// Arguments: rows (3000000), megabytes (2048).
public final class CompactionMemory {
    private static final int ROWS_A_FILE = 10_000;

    private CompactionMemory() {}

    /// Lands the day, compacts it, and prints what it took.
    public static void main(String[] arguments) {
        try {
            measure(arguments);
            System.exit(0);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3_000_000;
        int megabytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_048;
        try (TemporaryFolder folder = new TemporaryFolder("compaction-bench");
                Pipeline pipeline = Pipeline.start(new PipelineSettings(
                        folder.path().resolve("data"),
                        "127.0.0.1",
                        0,
                        0,
                        0,
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        Set.of(),
                        ZoneOffset.UTC))) {
            System.out.println(Machine.description());
            land(pipeline, rows, folder.path());
            compact(pipeline, megabytes);
        }
    }

    private static void land(Pipeline pipeline, int rows, Path folder) throws Exception {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        Path file = folder.resolve("landing.parquet");
        long bytes = 0;
        try (S3Client s3 = ObjectStore.client(pipeline.s3());
                Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            for (int from = 0; from < rows; from += ROWS_A_FILE) {
                statement.execute(SqlFile.read(
                        CompactionMemory.class,
                        "landing-file.sql",
                        Map.of(
                                "day", day.toString(),
                                "from", String.valueOf(from + 100),
                                "to", String.valueOf(Math.min(from + ROWS_A_FILE, rows) + 100),
                                "file", file.toString())));
                String key = "%sdt=%s/%08d.parquet".formatted(Lake.LANDING_PREFIX, day, from);
                s3.putObject(put -> put.bucket(Lake.BUCKET).key(key), file);
                bytes += Files.size(file);
            }
        }
        System.out.printf(
                "Landed %,d rows in %,d files of %,d bytes together%n",
                rows, (rows + ROWS_A_FILE - 1) / ROWS_A_FILE, bytes);
    }

    private static void compact(Pipeline pipeline, int megabytes) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CompactionFunction.class.getName(),
                        String.valueOf(megabytes)))
                .inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL_S3", pipeline.s3().toString(),
                        "AWS_ENDPOINT_URL_ATHENA", pipeline.aws().toString(),
                        "AWS_REGION", LocalCredentials.REGION,
                        "AWS_ACCESS_KEY_ID", LocalCredentials.ACCESS_KEY_ID,
                        "AWS_SECRET_ACCESS_KEY", LocalCredentials.SECRET_ACCESS_KEY));
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException("The function ended with status " + status);
        }
    }
}
