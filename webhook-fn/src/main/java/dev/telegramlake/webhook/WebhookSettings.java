package dev.telegramlake.webhook;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.schema.Lake;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the function is told by its environment.
///
/// @param secretToken  what Telegram sends in `X-Telegram-Bot-Api-Secret-Token`
/// @param allowedChats ids of the chats to keep; empty keeps all groups
public record WebhookSettings(String deliveryStream, String secretToken, Set<Long> allowedChats) {
    /// Name of the delivery stream; default [Lake#DELIVERY_STREAM].
    static final String DELIVERY_STREAM = "DELIVERY_STREAM";

    /// The `secret_token` that was given to
    /// [setWebhook](https://core.telegram.org/bots/api#setwebhook): 1 to 256 of A-Z, a-z, 0-9, _ and -. Required.
    static final String SECRET_TOKEN = "WEBHOOK_SECRET";

    /// Ids of chats, separated by commas; default: all groups.
    static final String ALLOWED_CHATS = "ALLOWED_CHATS";

    public WebhookSettings {
        requireNonNull(deliveryStream, "deliveryStream is null");
        if (!secretToken.matches("[A-Za-z0-9_-]{1,256}")) {
            throw new IllegalArgumentException(
                    "The webhook's secret must be 1 to 256 of the characters A-Z a-z 0-9 _ -, as Telegram demands;"
                            + " got %d characters".formatted(secretToken.length()));
        }
        allowedChats = Set.copyOf(allowedChats);
    }

    /// @throws IllegalArgumentException naming the variable that is missing or wrong
    static WebhookSettings from(Map<String, String> environment) {
        String secret = environment.get(SECRET_TOKEN);
        if (secret == null) {
            throw new IllegalArgumentException("Environment variable " + SECRET_TOKEN + " is missing");
        }
        return new WebhookSettings(
                environment.getOrDefault(DELIVERY_STREAM, Lake.DELIVERY_STREAM),
                secret,
                Arrays.stream(environment.getOrDefault(ALLOWED_CHATS, "").split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .map(WebhookSettings::chatId)
                        .collect(Collectors.toSet()));
    }

    private static Long chatId(String id) {
        try {
            return Long.valueOf(id);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "%s must be chat ids separated by commas; '%s' is none".formatted(ALLOWED_CHATS, id), wrong);
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "WebhookSettings[deliveryStream=%s, allowedChats=%s]".formatted(deliveryStream, allowedChats);
    }
}
