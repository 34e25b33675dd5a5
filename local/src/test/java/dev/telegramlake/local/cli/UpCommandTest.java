package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.AthenaQueries;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command as a person starts and stops it: in a process of its own.
@Timeout(180)
final class UpCommandTest {
    private static final int SENDERS = 8;
    private static final int ENOUGH = 400;

    @TempDir
    Path folder;

    @Test
    void whatWasAnsweredWith200BeforeAKillIsInTheTableAfterTheNextStart() throws Exception {
        Set<String> acknowledged;
        try (LakeProcess first = LakeProcess.start(folder)) {
            acknowledged = sendUntilKilled(first);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);

        try (LakeProcess second = LakeProcess.start(folder);
                AthenaQueries athena = new AthenaQueries(second.aws(), second.credentials())) {
            athena.await(
                    "SELECT DISTINCT update_id FROM updates",
                    rows -> rows.stream()
                            .map(List::getFirst)
                            .collect(Collectors.toSet())
                            .containsAll(acknowledged));

            assertThat(second.stop()).isZero();
        }
    }

    /// Sends from many threads, kills the pipeline in the middle, and gives the ids of what it had answered with
    /// 200.
    private static Set<String> sendUntilKilled(LakeProcess lake) throws InterruptedException {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger updateId = new AtomicInteger(1);
        CountDownLatch enough = new CountDownLatch(ENOUGH);
        List<Thread> senders = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < SENDERS; i++) {
                senders.add(Thread.ofVirtual().start(() -> {
                    try {
                        while (true) {
                            String id = String.valueOf(updateId.getAndIncrement());
                            if (send(http, lake, id) == 200) {
                                acknowledged.add(id);
                                enough.countDown();
                            }
                        }
                    } catch (IOException killed) {
                        // as it should be
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            enough.await();
            lake.kill();
            for (Thread sender : senders) {
                sender.join();
            }
        }
        return acknowledged;
    }

    private static int send(HttpClient http, LakeProcess lake, String updateId)
            throws IOException, InterruptedException {
        String update = """
                {"update_id":%s,"message":{"chat":{"id":-1,"type":"group"},"text":"words"}}""".formatted(updateId);
        HttpRequest request = HttpRequest.newBuilder(lake.webhook())
                .header("X-Telegram-Bot-Api-Secret-Token", LakeProcess.SECRET)
                .POST(HttpRequest.BodyPublishers.ofString(update))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
