package dev.telegramlake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

final class StoredSecretTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> log = new ArrayList<>();
    private Instant now = START;
    private SecretsManagerServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SecretsManagerServer("first", START.minus(Duration.ofDays(90)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theSecretIsReadAtTheStartAndNotAgainForEachRequest() {
        StoredSecret secret = secret();
        assertThat(server.calls()).isEqualTo(1);

        for (int request = 0; request < 1000; request++) {
            assertThat(secret.accepts("first")).isTrue();
        }
        assertThat(server.calls()).isEqualTo(1);
    }

    @Test
    void theSecretIsReadAgainWhenItIsFiveMinutesOld() {
        StoredSecret secret = secret();

        now = START.plus(StoredSecret.LONGEST_KEPT).minus(SECOND);
        secret.accepts("first");
        assertThat(server.calls()).isEqualTo(1);
        now = START.plus(StoredSecret.LONGEST_KEPT);
        secret.accepts("first");
        assertThat(server.calls()).isEqualTo(2);
    }

    @Test
    void wrongTokensCauseOneCallInTenSecondsHoweverManyTheyAre() {
        StoredSecret secret = secret();

        for (int millis = 0; millis < 60_000; millis += 10) {
            now = START.plusMillis(millis);
            assertThat(secret.accepts("guess-" + millis)).isFalse();
        }
        assertThat(server.calls()).isEqualTo(6);
    }

    @Test
    void afterARotationTheNewSecretIsAcceptedAtItsFirstUse() {
        StoredSecret secret = secret();
        now = START.plus(StoredSecret.SHORTEST_KEPT);
        server.rotate("second", now);

        assertThat(secret.accepts("second")).isTrue();
    }

    @Test
    void afterARotationTheSecretBeforeIsAcceptedForAnHour() {
        StoredSecret secret = secret();
        server.rotate("second", START);

        now = START.plus(StoredSecret.OVERLAP).minus(SECOND);
        assertThat(secret.accepts("first")).isTrue();
        assertThat(secret.accepts("second")).isTrue();
        now = START.plus(StoredSecret.OVERLAP);
        assertThat(secret.accepts("first")).isFalse();
        assertThat(secret.accepts("second")).isTrue();
    }

    @Test
    void twoRotationsEndASecretThatLeakedWithinFiveMinutes() {
        StoredSecret secret = secret();
        server.rotate("second", START);
        server.rotate("third", START);

        now = START.plus(StoredSecret.LONGEST_KEPT);
        assertThat(secret.accepts("first")).isFalse();
        assertThat(secret.accepts("third")).isTrue();
    }

    @Test
    void aNewSecretThatWasNeverRotatedIsAccepted() throws IOException {
        try (SecretsManagerServer young = new SecretsManagerServer("only", START)) {
            assertThat(new StoredSecret(young.client(), "arn", () -> now, logger()).accepts("only"))
                    .isTrue();
        }
    }

    @Test
    void whileSecretsManagerFailsWhatIsKnownStaysInForceAndTheLogSaysSo() {
        StoredSecret secret = secret();
        server.breakDown();
        now = START.plus(StoredSecret.LONGEST_KEPT);

        assertThat(secret.accepts("first")).isTrue();
        assertThat(secret.accepts("other")).isFalse();
        assertThat(server.calls()).isEqualTo(2);
        assertThat(log).singleElement().asString().contains("\"not_read\"").doesNotContain("first");
    }

    @Test
    void aSecretThatTelegramWouldRefuseDoesNotReplaceAGoodOne() {
        StoredSecret secret = secret();
        server.rotate("with spaces", START.minus(StoredSecret.OVERLAP));
        now = START.plus(StoredSecret.LONGEST_KEPT);

        assertThat(secret.accepts("with spaces")).isFalse();
        assertThat(secret.accepts("first")).isTrue();
    }

    @Test
    void aSecretThatCannotBeReadOrUsedStopsTheFunctionAtItsStart() throws IOException {
        server.breakDown();
        assertThatThrownBy(this::secret).isInstanceOf(SecretsManagerException.class);

        try (SecretsManagerServer wrong = new SecretsManagerServer("with spaces", START)) {
            assertThatThrownBy(() -> new StoredSecret(wrong.client(), "arn:secret", () -> now, logger()))
                    .hasMessageContaining("arn:secret")
                    .hasMessageContaining("1 to 256")
                    .hasMessageNotContaining("with spaces");
        }
    }

    private StoredSecret secret() {
        return new StoredSecret(server.client(), "arn:secret", () -> now, logger());
    }

    private LambdaLogger logger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
