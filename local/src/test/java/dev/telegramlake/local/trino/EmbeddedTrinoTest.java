package dev.telegramlake.local.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

final class EmbeddedTrinoTest {
    @TempDir
    static Path folder;

    private static ObjectStore objects;
    private static EmbeddedTrino trino;

    @BeforeAll
    static void start() throws IOException {
        LocalCredentials credentials = LocalCredentials.random();
        objects = ObjectStore.start(folder.resolve("s3"), "127.0.0.1", 0, credentials);
        trino = EmbeddedTrino.start(folder.resolve("catalog"), objects.endpoint(), credentials);
    }

    @AfterAll
    static void stop() throws IOException {
        trino.close();
        objects.close();
    }

    @Test
    void rowsAndTheirTypesComeBack() throws Exception {
        List<String> seen = new ArrayList<>();

        run("SELECT 1 AS one, ARRAY['a', NULL] AS list, TIMESTAMP '2026-01-02 03:04:05.678' AS at", seen);

        assertThat(seen)
                .containsExactly(
                        "[TrinoColumn[name=one, type=integer], TrinoColumn[name=list, type=array(varchar(1))],"
                                + " TrinoColumn[name=at, type=timestamp(3)]]",
                        "[1, [a, null], 2026-01-02 03:04:05.678]");
    }

    @Test
    void tablesLiveInTheS3Server() throws Exception {
        List<String> seen = new ArrayList<>();

        run("CREATE SCHEMA IF NOT EXISTS s", seen);
        run(
                "CREATE TABLE s.t WITH (external_location = 's3://telegram-lake/s/t/', format = 'PARQUET')"
                        + " AS SELECT 5 AS n",
                seen);
        run("SELECT n FROM s.t", seen);

        assertThat(seen).last().isEqualTo("[5]");
        try (S3Client client = objects.client()) {
            assertThat(client.listObjectsV2(list -> list.bucket("telegram-lake").prefix("s/t/"))
                            .contents())
                    .isNotEmpty();
        }
    }

    @Test
    void anErrorHasItsNameAndPosition() {
        assertThatThrownBy(() -> run("SELECT x", new ArrayList<>()))
                .isInstanceOfSatisfying(TrinoQueryException.class, error -> {
                    assertThat(error.errorName()).isEqualTo("COLUMN_NOT_FOUND");
                    assertThat(error.isUserError()).isTrue();
                    assertThat(error).hasMessage("line 1:8: Column 'x' cannot be resolved");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/info",
                "GET /v1/status",
                "GET /v1/node",
                "GET /ui/",
                "GET /v1/query",
                "GET /v1/jmx/mbean",
                "GET //v1/info",
                "GET /v1/info;x=y",
                "POST /v1/statement",
                "POST /v1/task/1.0.0.0",
                "PUT /v1/info/state",
                "OPTIONS /v1/statement",
            })
    void nobodyElseIsAnswered(String request) throws Exception {
        String[] parts = request.split(" ", 2);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(trino.address() + parts[1]))
                            .method(parts[0], HttpRequest.BodyPublishers.ofString("SELECT 1"))
                            .header("Origin", "http://evil.example")
                            .header("X-Trino-User", "telegram-lake")
                            .header("X-Trino-Internal-Bearer", "made.up.token")
                            .header(OwnClientsOnly.HEADER, "guessed")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isBetween(400, 403);
            assertThat(answer.body()).doesNotContain("nodeVersion", "nextUri", "environment");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA other",
                "CREATE TABLE s.made AS SELECT 1 AS a",
                "CREATE TABLE s.made (a int) WITH (external_location = 's3://telegram-lake/s/made/')",
                "INSERT INTO s.r VALUES 1",
                "DELETE FROM s.r",
                "DROP TABLE s.r",
                "DROP SCHEMA s CASCADE",
                "CREATE OR REPLACE VIEW s.v AS SELECT 1 AS a",
                "ALTER TABLE s.r RENAME TO s.u",
                "COMMENT ON TABLE s.r IS 'x'",
                "ANALYZE s.r",
                "CALL awsdatacatalog.system.sync_partition_metadata('s', 't', 'FULL')",
                "SET SESSION query_max_run_time = '9h'",
                "WITH SESSION query_max_run_time = '9h' SELECT 1",
                "SELECT * FROM TABLE(awsdatacatalog.system.unload(input => TABLE(s.r), location => 's3://telegram-lake/x/'))",
                "SELECT * FROM system.runtime.queries",
                "SELECT * FROM system.metadata.catalogs",
                "CALL system.runtime.kill_query('20260101_000000_00000_aaaaa', 'x')",
                "GRANT SELECT ON s.r TO USER reader",
                "EXECUTE IMMEDIATE 'DROP TABLE s.r'",
            })
    void theReaderMayOnlyRead(String sql) throws Exception {
        trino.execute("CREATE SCHEMA IF NOT EXISTS s", "s").read(ResultSink.NONE);
        trino.execute(
                        "CREATE TABLE IF NOT EXISTS s.r WITH (external_location = 's3://telegram-lake/s/r/') AS SELECT 5 AS n",
                        "s")
                .read(ResultSink.NONE);

        assertThatThrownBy(
                        () -> trino.execute(sql, "s", EmbeddedTrino.User.READER).read(ResultSink.NONE))
                .isInstanceOfSatisfying(
                        TrinoQueryException.class,
                        e -> assertThat(e.errorName())
                                .isIn("PERMISSION_DENIED", "NOT_SUPPORTED", "FUNCTION_NOT_FOUND"));
        trino.execute("SELECT n FROM r", "s", EmbeddedTrino.User.READER).read(ResultSink.NONE);
        trino.execute("SHOW TABLES", "s", EmbeddedTrino.User.READER).read(ResultSink.NONE);
    }

    @Test
    void aStatementBeyondTheLimitsIsNotTakenUp() {
        assertThatThrownBy(() -> trino.execute("SELECT " + "(".repeat(201) + "1" + ")".repeat(201), "s"))
                .isInstanceOf(TrinoQueryException.class)
                .hasMessageContaining("200 brackets");
        assertThatThrownBy(() -> trino.execute("SELECT '" + "x".repeat(262_144) + "'", "s"))
                .isInstanceOf(TrinoQueryException.class)
                .hasMessageContaining("262144 bytes");
    }

    private static void run(String sql, List<String> seen) throws Exception {
        try (TrinoQuery query = trino.execute(sql, "telegram")) {
            query.read(new ResultSink() {
                @Override
                public void columns(List<TrinoColumn> columns) {
                    seen.add(columns.toString());
                }

                @Override
                public void row(List<@Nullable Object> values) {
                    seen.add(values.toString());
                }
            });
        }
    }
}
