package dev.telegramlake.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeQueriesTest {
    private static final String NUMBERS = "UNNEST(sequence(1, 10000))";

    private static final String ENDLESS =
            "SELECT count(*) FROM %1$s a(x), %1$s b(x), %1$s c(x), %1$s d(x) WHERE a.x + b.x > c.x + d.x"
                    .formatted(NUMBERS);

    @TempDir
    static Path folder;

    private static EmbeddedTrino trino;

    @BeforeAll
    static void start() throws IOException {
        trino = EmbeddedTrino.start(folder, URI.create("http://127.0.0.1:1"), LocalCredentials.random());
    }

    @AfterAll
    static void stop() throws IOException {
        trino.close();
    }

    @Test
    void rowsBeyondTheLimitAreCutOff() throws IOException {
        try (LakeQueries queries = new LakeQueries(trino, Duration.ofSeconds(60))) {
            LakeQueries.Result all = queries.run("SELECT * FROM " + NUMBERS);
            LakeQueries.Result more = queries.run("SELECT 1 FROM %s, UNNEST(sequence(1, 2))".formatted(NUMBERS));

            assertThat(all.rows()).hasSize(LakeQueries.MOST_ROWS);
            assertThat(all.isCut()).isFalse();
            assertThat(more.rows()).hasSize(LakeQueries.MOST_ROWS);
            assertThat(more.isCut()).isTrue();
        }
    }

    @Test
    void longValuesAreCutOffEarlier() throws IOException {
        try (LakeQueries queries = new LakeQueries(trino, Duration.ofSeconds(60))) {
            LakeQueries.Result result =
                    queries.run("SELECT array_join(repeat('0123456789', 10000), '') FROM UNNEST(sequence(1, 2000))");

            assertThat(result.isCut()).isTrue();
            assertThat(result.rows()).hasSizeBetween(300, 400);
        }
    }

    @Test
    void aQueryIsStoppedAtItsLimit() {
        try (LakeQueries queries = new LakeQueries(trino, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> queries.run(ENDLESS))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("stopped after 1 seconds");
        }
    }

    @Test
    void fourQueriesRunAtOnceTwelveWaitAndMoreAreRefused() throws Exception {
        try (LakeQueries queries = new LakeQueries(trino, Duration.ofSeconds(2));
                LakeQueries observer = new LakeQueries(trino, Duration.ofSeconds(60));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                statuses.add(callers.submit(() -> {
                    try {
                        queries.run(ENDLESS);
                        return 200;
                    } catch (RefusedException refused) {
                        return refused.status();
                    }
                }));
            }
            long mostAtOnce = 0;
            while (!statuses.stream().allMatch(Future::isDone)) {
                mostAtOnce = Math.max(mostAtOnce, running(observer));
            }

            assertThat(mostAtOnce)
                    .as("not sixteen: one that is being stopped may be seen beside the next")
                    .isLessThanOrEqualTo(8);
            assertThat(statuses)
                    .extracting(Future::get)
                    .filteredOn(status -> status == 503)
                    .hasSize(4);
            assertThat(statuses)
                    .extracting(Future::get)
                    .filteredOn(status -> status == 400)
                    .as("stopped")
                    .hasSize(16);
            assertThat(queries.run("SELECT 1").rows()).as("there is room again").hasSize(1);
        }
    }

    private static long running(LakeQueries observer) throws IOException {
        return (long) observer.run("SELECT count(*) FROM system.runtime.queries"
                        + " WHERE state = 'RUNNING' AND query LIKE 'SELECT count(*) FROM UNNEST%'")
                .rows()
                .getFirst()
                .getFirst();
    }

    @Test
    void whatTrinoRefusesIsToldWithItsPlace() {
        try (LakeQueries queries = new LakeQueries(trino, Duration.ofSeconds(60))) {
            assertThatThrownBy(() -> queries.run("SELECT 1,\n  nothing"))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(400);
                        assertThat(refused.sentence()).isEqualTo("Column 'nothing' cannot be resolved");
                        assertThat(refused.position()).contains(new RefusedException.Position(2, 3));
                    });
        }
    }
}
