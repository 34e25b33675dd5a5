package dev.telegramlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
        try (LakeQueries queries = queries(Duration.ofSeconds(60))) {
            Result all = queries.run("SELECT * FROM " + NUMBERS);
            Result more = queries.run("SELECT 1 FROM %s, UNNEST(sequence(1, 2))".formatted(NUMBERS));

            assertThat(all.rows()).hasSize(LakeQueries.MAX_ROWS);
            assertThat(all.isCut()).isFalse();
            assertThat(more.rows()).hasSize(LakeQueries.MAX_ROWS);
            assertThat(more.isCut()).isTrue();
        }
    }

    @Test
    void longValuesAreCutOffEarlier() throws IOException {
        try (LakeQueries queries = queries(Duration.ofSeconds(60))) {
            Result result =
                    queries.run("SELECT array_join(repeat('0123456789', 10000), '') FROM UNNEST(sequence(1, 2000))");

            assertThat(result.isCut()).isTrue();
            assertThat(result.rows()).hasSizeBetween(300, 400);
        }
    }

    @Test
    void aQueryIsStoppedAtItsLimit() {
        try (LakeQueries queries = queries(Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> queries.run(ENDLESS))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("stopped after 1 seconds");
        }
    }

    @Test
    void fourQueriesRunAtOnceTwelveWaitAndMoreAreRefused() throws Exception {
        CountDownLatch fourRun = new CountDownLatch(4);
        CountDownLatch fourAreRefused = new CountDownLatch(4);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger maxAtOnce = new AtomicInteger();
        try (LakeQueries queries = queries(Duration.ofSeconds(60));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                statuses.add(callers.submit(() -> {
                    try {
                        queries.inTurn(turn -> {
                            maxAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
                            fourRun.countDown();
                            await(fourAreRefused);
                            Result result = turn.query("SELECT 1");
                            running.decrementAndGet();
                            return result;
                        });
                        return 200;
                    } catch (RefusedException e) {
                        fourAreRefused.countDown();
                        return e.status();
                    }
                }));
            }
            await(fourRun);

            assertThat(statuses)
                    .extracting(Future::get)
                    .filteredOn(status -> status == 503)
                    .hasSize(4);
            assertThat(statuses)
                    .extracting(Future::get)
                    .filteredOn(status -> status == 200)
                    .hasSize(16);
            assertThat(maxAtOnce).hasValue(4);
            assertThat(queries.run("SELECT 1").rows()).as("there is room again").hasSize(1);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void whatGoesOnAfterItWasStoppedIsReported() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (LakeQueries queries = new LakeQueries(
                trino, new TimeLimit(Duration.ofMillis(300), Duration.ofMillis(300), stuck::countDown))) {
            // Trino computes the constant while it plans, and does not hear that it should stop
            assertThatThrownBy(() -> queries.run("SELECT cardinality(transform(sequence(1, 10000),"
                            + " x -> reduce(sequence(1, 10000), 0, (s, y) -> s + y + x, s -> s)))"))
                    .isInstanceOf(RefusedException.class);

            await(stuck);
        }
    }

    @Test
    void whatStopsInTimeIsNotReported() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (LakeQueries queries =
                new LakeQueries(trino, new TimeLimit(Duration.ofSeconds(1), Duration.ofSeconds(2), stuck::countDown))) {
            assertThatThrownBy(() -> queries.run(ENDLESS)).isInstanceOf(RefusedException.class);

            assertThat(stuck.await(4, TimeUnit.SECONDS)).isFalse();
        }
    }

    private static LakeQueries queries(Duration limit) {
        return new LakeQueries(trino, new TimeLimit(limit, Duration.ofMinutes(1), () -> {}));
    }

    @Test
    void whatTrinoRefusesIsToldWithItsPlace() {
        try (LakeQueries queries = queries(Duration.ofSeconds(60))) {
            assertThatThrownBy(() -> queries.run("SELECT 1,\n  nothing"))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(400);
                        assertThat(refused.sentence()).isEqualTo("Column 'nothing' cannot be resolved");
                        assertThat(refused.position()).contains(new RefusedException.Position(2, 3));
                    });
        }
    }
}
