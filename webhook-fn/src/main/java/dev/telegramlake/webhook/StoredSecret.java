package dev.telegramlake.webhook;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/// The secret in Secrets Manager: read at the start, and again when what is known is older than [#LONGEST_KEPT].
///
/// A token that does not match can be a new secret, so it makes the function look again, but not more often than once
/// in [#SHORTEST_KEPT], however many requests come. While Secrets Manager fails, what is known stays in force.
///
/// After a rotation the secret before is accepted for [#OVERLAP]: Telegram sends it until
/// [setWebhook](https://core.telegram.org/bots/api#setwebhook) has named the new one.
final class StoredSecret implements SecretCheck {
    static final Duration LONGEST_KEPT = Duration.ofMinutes(5);
    static final Duration SHORTEST_KEPT = Duration.ofSeconds(10);
    static final Duration OVERLAP = Duration.ofHours(1);

    private static final Duration LONGEST_CALL = Duration.ofSeconds(2);

    private final SecretsManagerClient secrets;
    private final String arn;
    private final InstantSource clock;
    private final LambdaLogger logger;
    private List<Accepted> accepted = List.of();
    private Instant asked = Instant.MIN;
    private Instant due = Instant.MIN;

    /// A secret with the time at which it ends.
    private record Accepted(String secret, Instant until) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Accepted[until=%s]".formatted(until);
        }
    }

    /// Reads the secret, so that what is wrong with it stops the function at its start.
    ///
    /// @throws SdkException             when it cannot be read
    /// @throws IllegalArgumentException when Telegram would not take it
    StoredSecret(SecretsManagerClient secrets, String arn, InstantSource clock, LambdaLogger logger) {
        this.secrets = secrets;
        this.arn = arn;
        this.clock = clock;
        this.logger = logger;
        read(clock.instant());
    }

    static StoredSecret inSecretsManager(String arn) {
        SecretsManagerClient client = SecretsManagerClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(override -> override.apiCallTimeout(LONGEST_CALL))
                .build();
        return new StoredSecret(client, arn, Clock.systemUTC(), LambdaRuntime.getLogger());
    }

    @Override
    public synchronized boolean accepts(String token) {
        Instant now = clock.instant();
        if (!now.isBefore(due)) {
            refresh(now);
        }
        if (matches(token, now)) {
            return true;
        }
        if (now.isBefore(asked.plus(SHORTEST_KEPT))) {
            return false;
        }
        refresh(now);
        return matches(token, now);
    }

    private boolean matches(String token, Instant now) {
        boolean matches = false;
        for (Accepted candidate : accepted) {
            matches |= SecretCheck.same(candidate.secret(), token) && now.isBefore(candidate.until());
        }
        return matches;
    }

    private void refresh(Instant now) {
        try {
            read(now);
        } catch (SdkException | IllegalArgumentException failure) {
            asked = now;
            due = now.plus(SHORTEST_KEPT);
            logger.log("{\"event\":\"secret\",\"outcome\":\"not_read\",\"failure\":\"%s\"}\n"
                    .formatted(failure.getClass().getSimpleName()));
        }
    }

    private void read(Instant now) {
        GetSecretValueResponse current = version("AWSCURRENT");
        List<Accepted> read = new ArrayList<>();
        read.add(new Accepted(secret(current), Instant.MAX));
        Instant made = current.createdDate() == null ? Instant.EPOCH : current.createdDate();
        if (now.isBefore(made.plus(OVERLAP))) {
            try {
                read.add(new Accepted(secret(version("AWSPREVIOUS")), made.plus(OVERLAP)));
            } catch (ResourceNotFoundException first) {
                // never rotated
            }
        }
        accepted = List.copyOf(read);
        asked = now;
        due = now.plus(LONGEST_KEPT);
    }

    private GetSecretValueResponse version(String stage) {
        return secrets.getSecretValue(GetSecretValueRequest.builder()
                .secretId(arn)
                .versionStage(stage)
                .build());
    }

    private String secret(GetSecretValueResponse version) {
        String secret = version.secretString();
        if (secret == null || !secret.matches(SecretSource.FORMAT)) {
            throw new IllegalArgumentException(
                    "The secret %s must be 1 to 256 of the characters A-Z a-z 0-9 _ -, as Telegram demands: put another value"
                            .formatted(arn));
        }
        return secret;
    }
}
