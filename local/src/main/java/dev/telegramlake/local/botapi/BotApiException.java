package dev.telegramlake.local.botapi;

import java.io.Serial;
import java.time.Duration;

/// The Bot API did not do what was asked. The message is for the person at the terminal.
public final class BotApiException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final Duration retryAfter;

    /// What stands in the way.
    enum Reason {
        /// There is no token, or Telegram does not know it.
        TOKEN,
        /// What was asked is wrong; asking again does not help.
        REFUSED,
        /// Webhook and polling exclude each other, and so do two pollers.
        CONFLICT,
        /// Too many requests; there is a time to wait.
        TOO_MANY,
        /// No answer, or a failure on the other side.
        UNAVAILABLE,
        /// The command was stopped meanwhile.
        STOPPED
    }

    private BotApiException(Reason reason, Duration retryAfter, String message) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    static BotApiException of(Reason reason, String message) {
        return new BotApiException(reason, Duration.ZERO, message);
    }

    static BotApiException tooMany(Duration retryAfter, String message) {
        return new BotApiException(Reason.TOO_MANY, retryAfter, message);
    }

    Reason reason() {
        return reason;
    }

    /// How long to wait after [Reason#TOO_MANY].
    Duration retryAfter() {
        return retryAfter;
    }
}
