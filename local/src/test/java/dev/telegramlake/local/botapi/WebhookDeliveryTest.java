package dev.telegramlake.local.botapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.HandClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The stand-in itself: it has to send as Telegram does.
final class WebhookDeliveryTest {
    private final HandClock clock = new HandClock(Instant.parse("2026-11-25T10:00:00Z"));

    @SuppressWarnings("NullAway.Init") // set before each test
    private BotApiServer telegram;

    @SuppressWarnings("NullAway.Init") // set before each test
    private WebhookStandIn webhook;

    @BeforeEach
    void start() throws Exception {
        telegram = BotApiServer.start(clock);
        webhook = WebhookStandIn.start();
        telegram.bot().permitAnyWebhook();
        set(WebhookStandIn.SECRET);
    }

    @AfterEach
    void close() throws IOException {
        telegram.close();
        webhook.close();
    }

    @Test
    void aChatsUpdatesComeInOrderAndNoneOvertakesOneThatFails() throws Exception {
        telegram.receive(Updates.message(1, -1));
        telegram.receive(Updates.message(2, -2));
        telegram.receive(Updates.message(3, -1));
        webhook.answer(body -> new WebhookStandIn.Answer(body.contains("\"update_id\":1,") ? 500 : 204, 0));

        assertThat(telegram.deliverDue()).isEqualTo(1);
        assertThat(telegram.confirmed()).containsExactly(2L);

        webhook.answer(body -> new WebhookStandIn.Answer(200, 0));
        clock.advance(Duration.ofSeconds(1));

        assertThat(telegram.deliverDue()).isEqualTo(2);
        assertThat(telegram.confirmed()).containsExactly(2L, 1L, 3L);
    }

    @Test
    void aFailureIsTriedAgainAtOnceThenAfterPausesThatDoubleUpToAMinute() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        webhook.answer(body -> {
            attempts.incrementAndGet();
            return new WebhookStandIn.Answer(503, 0);
        });
        telegram.receive(Updates.message(1));
        List<Integer> secondsOfAttempts = new ArrayList<>();

        for (int second = 0; second < 200; second++) {
            int before = attempts.get();
            assertThat(telegram.deliverDue()).isZero();
            for (int i = before; i < attempts.get(); i++) {
                secondsOfAttempts.add(second);
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(secondsOfAttempts).containsExactly(0, 0, 1, 3, 7, 15, 31, 63, 123, 183);
    }

    @Test
    void aRetryAfterIsHonoured() throws Exception {
        webhook.answer(body -> new WebhookStandIn.Answer(429, 90));
        telegram.receive(Updates.message(1));
        telegram.deliverDue();
        webhook.answer(body -> new WebhookStandIn.Answer(200, 0));

        clock.advance(Duration.ofSeconds(89));
        assertThat(telegram.deliverDue()).isZero();

        clock.advance(Duration.ofSeconds(1));
        assertThat(telegram.deliverDue()).isEqualTo(1);
    }

    @Test
    void anUpdateExpiresAfterADayAndAButtonAfterMinutes() throws Exception {
        webhook.answer(body -> new WebhookStandIn.Answer(500, 0));
        telegram.receive(Updates.message(1));
        telegram.receive("{\"update_id\":2,\"callback_query\":{\"from\":{\"id\":7}}}");

        clock.advance(Duration.ofSeconds(151));
        telegram.deliverDue();
        assertThat(telegram.pending()).isEqualTo(1);

        clock.advance(Duration.ofDays(1));
        telegram.deliverDue();
        assertThat(telegram.pending()).isZero();
        assertThat(telegram.confirmed()).isEmpty();
    }

    @Test
    void anUpdateCanComeTwice() throws Exception {
        telegram.receive(Updates.message(1));
        telegram.receive(Updates.message(2));
        telegram.delivery().deliverTwice(1);

        assertThat(telegram.deliverDue()).isEqualTo(2);
        assertThat(webhook.taken()).containsExactly(Updates.message(1), Updates.message(1), Updates.message(2));
    }

    @Test
    void kindsThatAreOffByDefaultComeOnlyWhenTheyAreAskedFor() throws Exception {
        telegram.receive("{\"update_id\":1,\"chat_member\":{\"chat\":{\"id\":-1},\"from\":{\"id\":7}}}");
        assertThat(telegram.pending()).isEqualTo(1);

        try (BotApiServer other = BotApiServer.start(clock)) {
            other.receive("{\"update_id\":1,\"chat_member\":{\"chat\":{\"id\":-1},\"from\":{\"id\":7}}}");
            assertThat(other.pending()).isZero();
        }
    }

    @Test
    void aWrongSecretIsTheLastErrorUntilTheWebhookIsSetAgain() throws Exception {
        set("another-secret");
        telegram.receive(Updates.message(1));
        telegram.deliverDue();

        try (BotApi api = api()) {
            WebhookInfo failing = api.webhook();
            assertThat(failing.pending()).isEqualTo(1);
            assertThat(failing.lastError())
                    .hasValue(new WebhookInfo.LastError(
                            clock.instant(), "Wrong response from the webhook: 401 Unauthorized"));

            set(WebhookStandIn.SECRET);
            assertThat(telegram.deliverDue()).isEqualTo(1);
            assertThat(api.webhook().lastError()).isEmpty();
        }
    }

    private void set(String secret) throws Exception {
        try (BotApi api = api()) {
            api.setWebhook(URI.create(webhook.url().toString()), secret, 40, false);
        }
    }

    private BotApi api() {
        return new BotApi(
                ApiUrl.of(telegram.url().toString()), new BotToken("T", BotApiServer.TOKEN), new StopSignal());
    }
}
