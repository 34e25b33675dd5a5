package dev.telegramlake.local.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Telegram's [WebhookInfo](https://core.telegram.org/bots/api#webhookinfo).
///
/// @param url            empty when no webhook is set
/// @param allowedUpdates empty where the default is in force
public record WebhookInfo(
        String url, long pending, Optional<LastError> lastError, int maxConnections, List<String> allowedUpdates) {
    /// The newest failure to deliver.
    public record LastError(Instant at, String message) {}

    static WebhookInfo of(JsonNode info) {
        List<String> allowed = new ArrayList<>();
        info.path("allowed_updates").forEach(kind -> allowed.add(kind.asText()));
        return new WebhookInfo(
                info.path("url").asText(),
                info.path("pending_update_count").asLong(),
                info.path("last_error_date").asLong() == 0
                        ? Optional.empty()
                        : Optional.of(new LastError(
                                Instant.ofEpochSecond(
                                        info.path("last_error_date").asLong()),
                                info.path("last_error_message").asText("unknown"))),
                info.path("max_connections").asInt(40),
                allowed);
    }

    public boolean isSet() {
        return !url.isEmpty();
    }

    /// The address without a password that may be in it.
    public String shownUrl() {
        return url.replaceFirst("//[^/]*@", "//");
    }
}
