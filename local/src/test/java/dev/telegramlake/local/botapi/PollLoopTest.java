package dev.telegramlake.local.botapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.HandClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PollLoopTest {
    private final HandClock clock = new HandClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final StringWriter out = new StringWriter();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    /// Does not wait.
    private final StopSignal stop = new StopSignal() {
        @Override
        protected void pause(Duration duration) {
            pauses.add(duration);
        }
    };

    private Duration patience = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BotApiServer telegram;

    @SuppressWarnings("NullAway.Init") // set before each test
    private WebhookStandIn webhook;

    @BeforeEach
    void start() throws IOException {
        telegram = BotApiServer.start(clock);
        webhook = WebhookStandIn.start();
    }

    @AfterEach
    void close() {
        telegram.close();
        webhook.close();
    }

    @Test
    void updatesReachTheWebhookInOrderAndByteForByte() throws Exception {
        receive(1, 250);
        stopAfter(250);

        poll();

        assertThat(webhook.taken())
                .isEqualTo(LongStream.rangeClosed(1, 250)
                        .mapToObj(Updates::message)
                        .toList());
        assertThat(telegram.confirmed()).hasSize(250);
        assertThat(telegram.calls("getUpdates").getFirst().parameters().path("allowed_updates"))
                .hasSize(AllowedUpdates.ALL.size());
        assertThat(out.toString().lines()).first().asString().isEqualTo("1 update taken");
    }

    @Test
    void anUpdateIsConfirmedOnlyAfterItWasTaken() throws Exception {
        receive(1, 5);
        List<List<Long>> confirmedAtEach = new ArrayList<>();
        stopAfter(5, () -> confirmedAtEach.add(telegram.confirmed()));

        poll();

        assertThat(confirmedAtEach).containsOnly(List.of());
        assertThat(telegram.confirmed()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aStopConfirmsWhatWasTakenAndLeavesTheRestToTelegram() throws Exception {
        receive(1, 10);
        stopAfter(4);

        poll();

        assertThat(webhook.taken()).hasSize(4);
        assertThat(telegram.confirmed()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(telegram.pending()).isEqualTo(6);
    }

    @Test
    void aStopEndsTheWaitForTelegram() throws Exception {
        Thread poll = Thread.ofVirtual().start(() -> {
            try {
                poll();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        while (telegram.calls("getUpdates").isEmpty()) {
            Thread.onSpinWait();
        }

        stop.request();

        assertThat(poll.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void updatesThatTelegramSendsAgainGoToTheWebhookAgain() throws Exception {
        receive(1, 3);
        stopAfter(3);
        poll();
        telegram.repeatConfirmed(2);
        receive(4, 4);
        AtomicInteger more = new AtomicInteger();

        poll(
                new StopSignal(),
                loop -> webhook.answer(body -> {
                    if (more.incrementAndGet() == 3) {
                        loop.request();
                    }
                    return new WebhookStandIn.Answer(200, 0);
                }));

        assertThat(webhook.taken())
                .containsExactly(
                        Updates.message(1),
                        Updates.message(2),
                        Updates.message(3),
                        Updates.message(2),
                        Updates.message(3),
                        Updates.message(4));
    }

    @Test
    void afterAWeekOfSilenceIdsMayBeginAnewFromALowerNumber() throws Exception {
        receive(1000, 1001);
        stopAfter(4);
        Thread later = Thread.ofVirtual().start(() -> {
            while (telegram.pending() > 0) {
                Thread.onSpinWait();
            }
            receive(5, 6);
        });

        poll();
        later.join();

        assertThat(telegram.confirmed()).containsExactly(1000L, 1001L, 5L, 6L);
    }

    @Test
    void aWebhookThatIsNotReadyGetsTheSameUpdateAgainAfterThePauseItAsksFor() throws Exception {
        receive(1, 2);
        AtomicInteger attempts = new AtomicInteger();
        webhook.answer(body -> {
            int attempt = attempts.incrementAndGet();
            if (attempt == 5) {
                stop.request();
            }
            return attempt <= 3
                    ? new WebhookStandIn.Answer(attempt == 2 ? 429 : 503, attempt == 3 ? 60 : 0)
                    : new WebhookStandIn.Answer(200, 0);
        });

        poll();

        assertThat(webhook.taken()).containsExactly(Updates.message(1), Updates.message(2));
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(60));
        assertThat(out.toString()).containsOnlyOnce("answers 503").contains("The webhook answers again.");
    }

    @Test
    void aSlowWebhookGetsOneUpdateAtATime() throws Exception {
        receive(1, 20);
        AtomicInteger inHand = new AtomicInteger();
        List<Integer> atOnce = new CopyOnWriteArrayList<>();
        webhook.answer(body -> {
            atOnce.add(inHand.incrementAndGet());
            LockSupport.parkNanos(2_000_000);
            inHand.decrementAndGet();
            if (atOnce.size() == 20) {
                stop.request();
            }
            return new WebhookStandIn.Answer(200, 0);
        });

        poll();

        assertThat(atOnce).hasSize(20).containsOnly(1);
    }

    @Test
    void aWebhookThatHangsDoesNotHoldUpTheStop() throws Exception {
        patience = Duration.ofMillis(10);
        receive(1, 2);
        CountDownLatch never = new CountDownLatch(1);
        webhook.answer(body -> {
            stop.request();
            await(never);
            return new WebhookStandIn.Answer(200, 0);
        });

        poll();

        assertThat(telegram.confirmed()).isEmpty();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aWebhookThatIsNotThereIsTriedWithPausesUpToHalfAMinute() throws Exception {
        receive(1, 1);
        URI nobody = webhook.url();
        webhook.close();
        StopSignal afterEight = new StopSignal() {
            @Override
            protected void pause(Duration duration) {
                pauses.add(duration);
                if (pauses.size() == 8) {
                    request();
                }
            }
        };

        poll(afterEight, nobody, loop -> {});

        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        assertThat(telegram.confirmed()).isEmpty();
        assertThat(out.toString()).containsOnlyOnce("does not answer");
    }

    @Test
    void anUpdateThatTheWebhookRefusesIsKeptInAFileForItsOwnerOnly() throws Exception {
        receive(1, 3);
        AtomicInteger count = new AtomicInteger();
        webhook.answer(body -> {
            if (count.incrementAndGet() == 3) {
                stop.request();
            }
            return new WebhookStandIn.Answer(body.contains("\"update_id\":2,") ? 400 : 200, 0);
        });

        poll();

        Path rejected = folder.resolve("poll-rejected.ndjson");
        assertThat(rejected).hasContent(Updates.message(2));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rejected)))
                .isEqualTo("rw-------");
        assertThat(webhook.taken()).containsExactly(Updates.message(1), Updates.message(3));
        assertThat(telegram.confirmed()).containsExactly(1L, 2L, 3L);
        assertThat(out.toString()).contains("refuses update 2 (400)", rejected.toString());
    }

    @Test
    void anUpdateAtWhichTheFunctionAlwaysFailsDoesNotHoldUpTheRest() throws Exception {
        receive(1, 2);
        webhook.answer(body -> {
            if (body.contains("\"update_id\":2,")) {
                stop.request();
                return new WebhookStandIn.Answer(200, 0);
            }
            return new WebhookStandIn.Answer(500, 0);
        });

        poll();

        assertThat(folder.resolve("poll-rejected.ndjson")).hasContent(Updates.message(1));
        assertThat(pauses).hasSize(7);
        assertThat(webhook.taken()).containsExactly(Updates.message(2));
    }

    @Test
    void aWrongSecretEndsThePollWithTheRemedyAndConfirmsNothing() {
        receive(1, 1);
        webhook.answer(body -> new WebhookStandIn.Answer(401, 0));

        assertThatThrownBy(this::poll)
                .isInstanceOf(PollException.class)
                .hasMessageContaining("(401)")
                .hasMessageContaining("--secret");
        assertThat(telegram.confirmed()).isEmpty();
    }

    @Test
    void whatIsNoWebhookIsNamedAndConfirmsNothing() {
        receive(1, 1);
        webhook.answer(body -> new WebhookStandIn.Answer(404, 0));

        assertThatThrownBy(this::poll)
                .hasMessageContaining(webhook.url().toString())
                .hasMessageContaining("--port");
        assertThat(telegram.confirmed()).isEmpty();
    }

    @Test
    void aWebhookThatIsSetEndsThePollAndSaysHowToDeleteIt() throws Exception {
        try (BotApi api = api(stop)) {
            api.setWebhook(URI.create("https://lake.example.org/webhook"), "s", 40, false);
        }

        assertThatThrownBy(this::poll)
                .isInstanceOf(PollException.class)
                .hasMessageContaining("https://lake.example.org/webhook")
                .hasMessageContaining("./lake webhook delete");
    }

    @Test
    void anotherPollIsToleratedForAMinute() {
        for (int i = 0; i < 12; i++) {
            telegram.failNext("getUpdates", 409, "Conflict: terminated by other getUpdates request");
        }

        assertThatThrownBy(this::poll).hasMessageContaining("Another program polls");
        assertThat(pauses).hasSize(11).containsOnly(Duration.ofSeconds(5));
        assertThat(out.toString()).containsOnlyOnce("Another program polls");
    }

    @Test
    void telegramsTroublesAreWaitedFor() throws Exception {
        telegram.tooMany("getUpdates", 7);
        telegram.failNext("getUpdates", 502, "Bad Gateway");
        telegram.failNext("getUpdates", 500, "Internal Server Error: restart");
        telegram.failNext("getUpdates", 409, "Conflict: terminated by other getUpdates request");
        receive(1, 1);
        stopAfter(1);

        poll();

        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(7L, 1L, 2L, 5L);
        assertThat(webhook.taken()).hasSize(1);
        assertThat(out.toString()).containsOnlyOnce("Bad Gateway").contains("Telegram answers again.");
    }

    @Test
    void aTokenThatTelegramDoesNotKnowEndsThePollAndIsNotInTheMessage() {
        telegram.failNext("getUpdates", 401, "Unauthorized for " + BotApiServer.TOKEN);

        assertThatThrownBy(this::poll)
                .isInstanceOf(BotApiException.class)
                .hasMessageContaining("BOT_TOKEN")
                .hasMessageNotContaining(BotApiServer.TOKEN);
    }

    private void receive(long first, long last) {
        LongStream.rangeClosed(first, last).mapToObj(Updates::message).forEach(telegram::receive);
    }

    private void stopAfter(int count) {
        stopAfter(count, () -> {});
    }

    /// Has the webhook take updates, and stops the poll with the last of them in hand.
    private void stopAfter(int count, Runnable before) {
        AtomicInteger taken = new AtomicInteger();
        webhook.answer(body -> {
            before.run();
            if (taken.incrementAndGet() == count) {
                stop.request();
            }
            return new WebhookStandIn.Answer(200, 0);
        });
    }

    private void poll() throws Exception {
        poll(stop, loop -> {});
    }

    private void poll(StopSignal signal, Consumer<StopSignal> prepare) throws Exception {
        poll(signal, webhook.url(), prepare);
    }

    private void poll(StopSignal signal, URI target, Consumer<StopSignal> prepare) throws Exception {
        prepare.accept(signal);
        try (BotApi api = api(signal);
                PollLock lock = PollLock.take(folder);
                WebhookPost post = new WebhookPost(target, WebhookStandIn.SECRET, signal, patience)) {
            new PollLoop(api, post, lock.rejectedUpdates(), new PollProgress(new PrintWriter(out), clock), signal)
                    .run();
        }
    }

    private BotApi api(StopSignal signal) {
        return new BotApi(ApiUrl.of(telegram.url().toString()), new BotToken("BOT_TOKEN", BotApiServer.TOKEN), signal);
    }
}
