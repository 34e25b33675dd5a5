package dev.telegramlake.local.compaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.compaction.CompactionFailedException;
import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.compaction.CompactionSettings;
import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.HandClock;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The whole pipeline with an empty table for each test, and the compaction function on it with a clock in hand.
final class CompactionLab implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int MEGABYTES = 1024;

    private Path folder;
    private Pipeline pipeline;
    private AthenaQueries athena;
    private S3Client s3;
    private AthenaClient athenaClient;
    private HandClock clock = new HandClock(Instant.now());
    private String createTable;

    @SuppressWarnings("NullAway.Init") // the fields are set before all tests
    CompactionLab() {}

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("compaction-lab");
        pipeline = Pipeline.start(TestSettings.of(folder));
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
        s3 = s3(Apache5HttpClient.create());
        athenaClient = athena(Apache5HttpClient.create());
        createTable = athena.rows("SHOW CREATE TABLE updates").stream()
                .map(List::getFirst)
                .collect(Collectors.joining("\n"))
                .replace("`telegram.updates`", "updates");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        startAnew();
    }

    /// An empty lake, now: the clock begins with the real time, because S3 dates objects by that.
    void startAnew() {
        clock = new HandClock(Instant.now());
        clear();
    }

    /// Empties the bucket, and makes the table anew.
    void clear() {
        List<String> keys = keys("");
        for (int from = 0; from < keys.size(); from += 1000) {
            List<String> some = keys.subList(from, Math.min(from + 1000, keys.size()));
            s3.deleteObjects(delete -> delete.bucket(Lake.BUCKET)
                    .delete(list -> list.objects(some.stream()
                            .map(key -> ObjectIdentifier.builder().key(key).build())
                            .toList())));
        }
        recreateTable();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        athenaClient.close();
        s3.close();
        athena.close();
        pipeline.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Drops the table and makes it again; it has no partitions then.
    void recreateTable() {
        athena.rows("DROP TABLE IF EXISTS updates");
        athena.rows(createTable);
    }

    Pipeline pipeline() {
        return pipeline;
    }

    AthenaQueries athena() {
        return athena;
    }

    S3Client s3() {
        return s3;
    }

    HandClock clock() {
        return clock;
    }

    Landing landing() {
        return new Landing(s3);
    }

    LocalDate yesterday() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    }

    /// An S3 client whose requests go through an HTTP client of the test's choice.
    S3Client s3(SdkHttpClient http) {
        return S3Client.builder()
                .endpointOverride(pipeline.s3())
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(pipeline.credentials().provider())
                .httpClient(http)
                .build();
    }

    /// As [#s3(SdkHttpClient)].
    AthenaClient athena(SdkHttpClient http) {
        return AthenaClient.builder()
                .endpointOverride(pipeline.aws())
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(pipeline.credentials().provider())
                .httpClient(http)
                .build();
    }

    /// Runs the function on yesterday and the days before.
    JsonNode compact() throws Exception {
        return compact("{}");
    }

    JsonNode compact(String event) throws Exception {
        return compact(event, Map.of(), s3, athenaClient);
    }

    JsonNode compact(String event, Map<String, String> environment) throws Exception {
        return compact(event, environment, s3, athenaClient);
    }

    JsonNode compact(String event, Map<String, String> environment, S3Client bucket, AthenaClient statements)
            throws Exception {
        return compact(event, environment, bucket, statements, TIMEOUT);
    }

    /// Runs the function with so much time for it.
    JsonNode compactIn(Duration time) throws Exception {
        return compact("{}", Map.of(), s3, athenaClient, time);
    }

    /// Runs the function over a network of the test's choice, and says whether it came through.
    boolean compactThrough(SdkHttpClient http, Map<String, String> environment) throws Exception {
        try (S3Client bucket = s3(http);
                AthenaClient statements = athena(http)) {
            compact("{}", environment, bucket, statements);
            return true;
        } catch (SdkException | CompactionFailedException failed) {
            return false;
        }
    }

    private JsonNode compact(
            String event, Map<String, String> environment, S3Client bucket, AthenaClient statements, Duration time)
            throws Exception {
        LocalFunction function = LocalFunction.of(
                "compaction-fn",
                time,
                MEGABYTES,
                new CompactionHandler(CompactionSettings.from(environment), bucket, statements, clock));
        return JSON.readTree(
                function.invoke(event.getBytes(StandardCharsets.UTF_8)).payload());
    }

    /// The part of a summary that is about one day.
    static JsonNode day(JsonNode summary, LocalDate day) {
        for (JsonNode one : summary.path("days")) {
            if (one.path("day").asText().equals(day.toString())) {
                return one;
            }
        }
        throw new AssertionError("No day %s in %s".formatted(day, summary));
    }

    List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(Lake.BUCKET).prefix(prefix)).stream()
                .flatMap(page -> page.contents().stream())
                .map(S3Object::key)
                .filter(key -> !key.startsWith(Lake.QUERY_RESULTS_PREFIX))
                .sorted()
                .toList();
    }

    byte[] bytes(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(Lake.BUCKET).key(key)).asByteArray();
    }

    /// Registers what has landed, as Firehose's listener does.
    void register(LocalDate day) {
        athena.rows("ALTER TABLE %s ADD IF NOT EXISTS PARTITION (dt = '%s')".formatted(UpdatesTable.NAME, day));
    }

    /// All columns of all rows, as one comparable list.
    List<List<String>> table() {
        return athena.rows("SELECT * FROM updates ORDER BY update_id, dt, arrival_time");
    }

    /// Bytes that Athena says it read for a query.
    long scanned(String sql) {
        return athena.run(sql).statistics().dataScannedInBytes();
    }

    /// Where the objects are on the disk.
    Path objects() {
        return folder.resolve("s3").resolve(Lake.BUCKET);
    }
}
