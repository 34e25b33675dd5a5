package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.telegramlake.local.engine.Engine;
import dev.telegramlake.local.engine.EngineClient;
import dev.telegramlake.local.engine.EngineProcess;
import dev.telegramlake.local.engine.EngineSettings;
import dev.telegramlake.local.engine.EngineUnavailableException;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineProcessTest {
    private static final String TAKES_ALL_MEMORY =
            "SELECT cardinality(transform(sequence(1, 10000), x -> sequence(x, x + 9999)))";

    @TempDir
    static Path folder;

    private static final LocalCredentials CREDENTIALS = LocalCredentials.random();
    private static ObjectStore objects;
    private static EngineProcess engine;
    private static EngineClient client;

    @BeforeAll
    static void start() throws IOException {
        objects = ObjectStore.start(folder.resolve("s3"), "127.0.0.1", 0, CREDENTIALS);
        engine = EngineProcess.start(EngineMain.class, settings(folder.resolve("catalog")));
        client = new EngineClient(engine);
        client.run("CREATE DATABASE IF NOT EXISTS telegram");
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        engine.close();
        objects.close();
    }

    @Test
    void aKilledEngineIsStartedAgainAndKnowsItsTables() throws Exception {
        Engine.Address before = engine.address();
        client.run("CREATE EXTERNAL TABLE telegram.t (a int) STORED AS PARQUET LOCATION 's3://telegram-lake/t/'");

        ProcessHandle.of(engine.pid()).orElseThrow().destroyForcibly();
        Engine.Address after = addressAfter(before);

        assertThat(after.secret()).isNotEqualTo(before.secret());
        assertThat(client.hasRow("SHOW TABLES LIKE 't'")).isTrue();
    }

    @Test
    void statementsThatTakeAllMemoryCostTheEngineAlone() throws Exception {
        Engine.Address before = engine.address();

        List<Thread> callers = IntStream.range(0, 4)
                .mapToObj(i -> Thread.startVirtualThread(() -> assertThatThrownBy(() -> client.hasRow(TAKES_ALL_MEMORY))
                        .isInstanceOf(IOException.class)))
                .toList();
        Engine.Address after = addressAfter(before);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(after).isNotEqualTo(before);
        assertThat(client.hasRow("SELECT 1")).isTrue();
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotAnswered() throws Exception {
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = stranger.send(
                    HttpRequest.newBuilder(engine.address().uri().resolve("/api/tables"))
                            .header(Engine.SECRET_HEADER, "guessed")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("tables\":");
        }
    }

    @Test
    void closingEndsTheProcess() throws Exception {
        EngineProcess other = EngineProcess.start(EngineMain.class, settings(folder.resolve("other")));
        ProcessHandle process = ProcessHandle.of(other.pid()).orElseThrow();

        other.close();

        assertThat(process.isAlive()).isFalse();
    }

    private static EngineSettings settings(Path catalog) {
        return new EngineSettings(catalog, objects.endpoint(), CREDENTIALS, ZoneOffset.UTC, folder.resolve("logs"));
    }

    private static Engine.Address addressAfter(Engine.Address before) {
        return assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
            while (true) {
                try {
                    if (!engine.address().equals(before)) {
                        return engine.address();
                    }
                } catch (EngineUnavailableException e) {
                    // not yet
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        });
    }
}
