package dev.telegramlake.webhook;

import java.util.Locale;
import java.util.Map;

/// What became of a request, with the HTTP status that says so to Telegram.
public enum Outcome {
    /// Firehose has taken the update.
    ACCEPTED(200),
    /// A well-formed update of a private chat or of a chat that is not allowed: not stored, and not sent again.
    UNWANTED_CHAT(200),
    BAD_JSON(400),
    BAD_SECRET(401),
    BAD_METHOD(405),
    TOO_LARGE(413),
    /// Firehose did not take the update in time; Telegram sends it again.
    UNAVAILABLE(503);

    private static final String RETRY_AFTER_SECONDS = "5";

    private final int status;

    Outcome(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /// What the answer says beside its status.
    public Map<String, String> headers() {
        return switch (this) {
            case UNAVAILABLE -> Map.of("Retry-After", RETRY_AFTER_SECONDS);
            case BAD_METHOD -> Map.of("Allow", "POST");
            case ACCEPTED, UNWANTED_CHAT, BAD_JSON, BAD_SECRET, TOO_LARGE -> Map.of();
        };
    }

    /// The name in logs and counts.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
