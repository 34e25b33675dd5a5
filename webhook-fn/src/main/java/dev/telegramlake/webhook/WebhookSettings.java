package dev.telegramlake.webhook;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.schema.Lake;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the function is told by its environment.
///
/// @param secret       what Telegram sends in `X-Telegram-Bot-Api-Secret-Token`
/// @param allowedChats ids of the chats to keep; empty keeps all groups
public record WebhookSettings(String deliveryStream, SecretSource secret, Set<Long> allowedChats) {
    /// Name of the delivery stream; default [Lake#DELIVERY_STREAM].
    static final String DELIVERY_STREAM = "DELIVERY_STREAM";

    /// Where Secrets Manager keeps the `secret_token` that was given to
    /// [setWebhook](https://core.telegram.org/bots/api#setwebhook). On AWS.
    static final String SECRET_ARN = "WEBHOOK_SECRET_ARN";

    /// The `secret_token` itself, where there is no Secrets Manager: 1 to 256 of A-Z, a-z, 0-9, _ and -.
    public static final String SECRET_TOKEN = "WEBHOOK_SECRET";

    /// Ids of chats, separated by commas; default: all groups.
    static final String ALLOWED_CHATS = "ALLOWED_CHATS";

    /// All variables that are read.
    public static final Set<String> VARIABLES = Set.of(DELIVERY_STREAM, SECRET_ARN, SECRET_TOKEN, ALLOWED_CHATS);

    public WebhookSettings {
        requireNonNull(deliveryStream, "deliveryStream is null");
        requireNonNull(secret, "secret is null");
        allowedChats = Set.copyOf(allowedChats);
    }

    /// @throws IllegalArgumentException naming the variable that is missing or wrong
    static WebhookSettings from(Map<String, String> environment) {
        return new WebhookSettings(
                environment.getOrDefault(DELIVERY_STREAM, Lake.DELIVERY_STREAM),
                secret(environment),
                Arrays.stream(environment.getOrDefault(ALLOWED_CHATS, "").split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .map(WebhookSettings::chatId)
                        .collect(Collectors.toSet()));
    }

    private static SecretSource secret(Map<String, String> environment) {
        String arn = environment.get(SECRET_ARN);
        String token = environment.get(SECRET_TOKEN);
        if ((arn == null) == (token == null)) {
            throw new IllegalArgumentException("One of the environment variables %s and %s must be set, but %s"
                    .formatted(SECRET_ARN, SECRET_TOKEN, arn == null ? "neither is" : "both are"));
        }
        return arn == null ? new SecretSource.Given(String.valueOf(token)) : new SecretSource.Stored(arn);
    }

    private static Long chatId(String id) {
        try {
            return Long.valueOf(id);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "%s must be chat ids separated by commas; '%s' is none".formatted(ALLOWED_CHATS, id), wrong);
        }
    }
}
