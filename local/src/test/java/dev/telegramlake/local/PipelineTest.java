package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/// The whole pipeline, from the webhook to SQL, with the real parts.
final class PipelineTest {
    private static final String SECRET = "test-secret";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static AthenaQueries athena;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(settings());
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
    }

    @AfterAll
    static void stop() throws IOException {
        athena.close();
        pipeline.close();
        HTTP.close();
    }

    @Test
    void everyUpdateOfAGroupIsARowWithItsPayload() throws Exception {
        List<String> updates;
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/updates.ndjson"))) {
            updates = lines.toList();
        }
        for (String update : updates) {
            HttpResponse<String> answer = post(update, SECRET);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }

        String query = "SELECT payload FROM updates WHERE update_id BETWEEN 1000 AND 1999 ORDER BY update_id";
        List<List<String>> rows = athena.await(query, found -> found.size() >= updates.size());

        assertThat(rows).extracting(List::getFirst).containsExactlyElementsOf(updates);
    }

    @Test
    void valuesComeBackAsAthenaPrintsThem() throws Exception {
        post("""
                {"update_id":2001,"message":{"message_id":1,"date":1772366399,"chat":{"id":-1001,"type":"supergroup"},\
                "from":{"id":9,"is_bot":false,"first_name":"Ana"},"text":"#a #b","entities":[\
                {"type":"hashtag","offset":0,"length":2},{"type":"hashtag","offset":3,"length":2}]}}""", SECRET);

        List<List<String>> rows = athena.await(
                "SELECT kind, event_time, user_is_bot, hashtags, chat_title FROM updates WHERE update_id = 2001",
                found -> !found.isEmpty());

        assertThat(rows).containsExactly(List.of("message", "2026-03-01 11:59:59.000", "false", "[#a, #b]", "null"));
    }

    @Test
    void duckDbReadsTheFilesWithTheSameRowsAndTypesAsTrino() throws Exception {
        for (int i = 0; i < 3; i++) {
            post(
                    "{\"update_id\":%d,\"poll_answer\":{\"poll_id\":\"7\",\"option_ids\":[%d,5]}}"
                            .formatted(3000 + i, i),
                    SECRET);
        }
        String sql =
                "SELECT update_id, kind, poll_id, poll_option_ids, payload FROM %s WHERE update_id BETWEEN 3000 AND 3002 ORDER BY 1";
        List<List<String>> rows = athena.await(sql.formatted("updates"), found -> found.size() == 3);

        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            String files = "read_parquet('%s/s3/telegram-lake/updates/*/*.parquet')".formatted(folder);
            assertThat(rows(statement, sql.formatted(files))).isEqualTo(rows);
            assertThat(rows(
                            statement,
                            "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM " + files
                                    + ") WHERE column_name <> 'dt'"))
                    .extracting(List::getFirst)
                    .containsExactlyElementsOf(UpdatesTable.COLUMNS.stream()
                            .map(PipelineTest::duckDbColumn)
                            .toList());
        }
    }

    @Test
    void whatIsRefusedIsCountedByItsReason() throws Exception {
        assertThat(post("{}", "wrong").statusCode()).isEqualTo(401);
        assertThat(post("{", SECRET).statusCode()).isEqualTo(400);
        assertThat(post("{\"update_id\":1,\"message\":{\"chat\":{\"id\":5,\"type\":\"private\"}}}", SECRET)
                        .statusCode())
                .isEqualTo(200);

        assertThat(get("api/status").body())
                .containsPattern("\"bad_secret\":[1-9]")
                .containsPattern("\"bad_json\":[1-9]")
                .containsPattern("\"unwanted_chat\":[1-9]");
        assertThat(get("api/failed").body()).startsWith("{\"failed\":[");
        assertThat(get("").body()).contains("<title>");
    }

    @Test
    void aRecordThatFailsIsShownWithItsReason() throws Exception {
        try (FirehoseClient firehose = FirehoseClient.builder()
                .endpointOverride(pipeline.aws())
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(pipeline.credentials().provider())
                .build()) {
            firehose.putRecord(put -> put.deliveryStreamName("telegram-updates")
                    .record(record -> record.data(SdkBytes.fromUtf8String("{\"message\":{}}\n"))));
        }
        String failed = "";
        while (!failed.contains("update_id is missing")) {
            failed = get("api/failed").body();
        }

        assertThat(failed).contains("processing-failed", "Lambda.ProcessingFailedStatus");
        assertThat(athena.rows(
                        "SELECT stage, code, attempts, record, dt = CAST(arrived_at AS date) FROM failed_updates"))
                .containsExactly(
                        List.of("transform", "Lambda.ProcessingFailedStatus", "1", "{\"message\":{}}\n", "true"));
    }

    @Test
    void neitherTextNorSecretIsLogged() throws Exception {
        post(
                "{\"update_id\":4000,\"message\":{\"chat\":{\"id\":-1,\"type\":\"group\"},\"text\":\"my own words\"}}",
                SECRET);
        post("my own words, and no JSON", SECRET);

        try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
            for (Path log : logs.toList()) {
                assertThat(Files.readString(log)).doesNotContain("my own words").doesNotContain(SECRET);
            }
        }
    }

    @Test
    void theSameDataFolderIsRefusedToASecondRun() {
        assertThatThrownBy(() -> Pipeline.start(settings()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("in use by another run")
                .hasMessageContaining("--data");
    }

    @Test
    void aPortInUseIsNamedWithItsOption() {
        PipelineSettings taken = new PipelineSettings(
                folder.resolve("other"),
                "127.0.0.1",
                pipeline.page().getPort(),
                0,
                0,
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                ZoneOffset.UTC,
                EnginePlace.THIS_PROCESS);

        assertThatThrownBy(() -> Pipeline.start(taken))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Port " + pipeline.page().getPort())
                .hasMessageContaining("--port");
    }

    @Test
    void onlyTheOwnerMayReadTheDataFolder() throws IOException {
        Path fresh = folder.resolve("fresh");
        try (DataFolder data = open(fresh)) {
            assertThat(data.secret()).isEqualTo(data.secret()).matches("[A-Za-z0-9_-]{43}");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve("secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void inAFolderThatOthersMayReadNothingOfOursIsTheirs() throws IOException {
        Path wide = Files.createDirectory(folder.resolve("wide"));
        Path objects = Files.createDirectory(wide.resolve("s3"));
        Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(objects, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (DataFolder data = open(wide)) {
            data.secret();
        }

        assertOwnerOnly(wide);
    }

    @Test
    void nothingOfARunningPipelineIsReadableToOthers() throws IOException {
        assertOwnerOnly(folder);
    }

    private static void assertOwnerOnly(Path folder) throws IOException {
        try (Stream<Path> parts = Files.list(folder)) {
            assertThat(parts.filter(part -> !part.endsWith("wide") && !part.endsWith("fresh")))
                    .isNotEmpty()
                    .allSatisfy(part -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
                            .as("mode of %s", part)
                            .endsWith("------"));
        }
    }

    private static DataFolder open(Path path) {
        try {
            return DataFolder.open(path);
        } catch (StartException refused) {
            throw new AssertionError(refused);
        }
    }

    private static PipelineSettings settings() {
        return TestSettings.of(folder, SECRET);
    }

    private static HttpResponse<String> post(String body, String secret) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(pipeline.webhook())
                        .header("X-Telegram-Bot-Api-Secret-Token", secret)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI page = pipeline.page().resolve("/" + path);
        return HTTP.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<List<String>> rows(Statement statement, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String duckDbColumn(Column column) {
        String type = switch (column.type()) {
            case BIGINT -> "BIGINT";
            case INT -> "INTEGER";
            case BOOLEAN -> "BOOLEAN";
            case STRING -> "VARCHAR";
            case TIMESTAMP -> "TIMESTAMP";
            case STRINGS -> "VARCHAR[]";
            case BIGINTS -> "BIGINT[]";
            case INTS -> "INTEGER[]";
        };
        return column.name() + " " + type;
    }
}
