package dev.telegramlake.local.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
