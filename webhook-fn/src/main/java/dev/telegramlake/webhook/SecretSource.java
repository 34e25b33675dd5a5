package dev.telegramlake.webhook;

import static java.util.Objects.requireNonNull;

/// Where the secret is that Telegram must send.
public sealed interface SecretSource {
    /// What Telegram allows as
    /// [secret_token](https://core.telegram.org/bots/api#setwebhook).
    String FORMAT = "[A-Za-z0-9_-]{1,256}";

    /// The secret itself: on one machine.
    record Given(String token) implements SecretSource {
        public Given {
            if (!token.matches(FORMAT)) {
                throw new IllegalArgumentException(
                        "The webhook's secret must be 1 to 256 of the characters A-Z a-z 0-9 _ -, as Telegram demands;"
                                + " got %d characters".formatted(token.length()));
            }
        }

        /// Without the secret.
        @Override
        public String toString() {
            return "Given[%d characters]".formatted(token.length());
        }
    }

    /// In Secrets Manager, as plain text.
    ///
    /// @param arn Amazon Resource Name or name of the secret
    record Stored(String arn) implements SecretSource {
        public Stored {
            requireNonNull(arn, "arn is null");
        }
    }
}
