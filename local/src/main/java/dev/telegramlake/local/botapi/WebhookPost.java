package dev.telegramlake.local.botapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Posts updates to a webhook as Telegram does.
public final class WebhookPost implements AutoCloseable {
    /// As Telegram waits.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /// How long the update in hand may still take when the stop is requested.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long LONGEST_RETRY_AFTER_SECONDS = 3600;

    private final URI webhook;
    private final String secret;
    private final StopSignal stop;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public WebhookPost(URI webhook, String secret, StopSignal stop) {
        this(webhook, secret, stop, PATIENCE);
    }

    WebhookPost(URI webhook, String secret, StopSignal stop, Duration patience) {
        this.webhook = webhook;
        this.secret = secret;
        this.stop = stop;
        this.patience = patience;
    }

    /// What became of an update.
    sealed interface Answer {
        /// It is in Firehose, or not wanted.
        record Taken() implements Answer {}

        /// It may be taken later.
        record NotNow(String reason, Duration retryAfter) implements Answer {}

        /// The function fails at it. That may be the update's fault, or pass.
        record Failed() implements Answer {}

        /// It is never taken.
        record Refused(int status) implements Answer {}

        record WrongSecret() implements Answer {}

        /// What answers is something else.
        record NoWebhook(int status) implements Answer {}

        record Stopped() implements Answer {}
    }

    URI address() {
        return webhook;
    }

    Answer post(ReceivedUpdate update) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .header("X-Telegram-Bot-Api-Secret-Token", secret)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(update.json()))
                .build();
        try {
            Optional<HttpResponse<Void>> answer =
                    stop.await(http.sendAsync(request, BodyHandlers.discarding()), LONGEST, patience);
            return answer.isPresent() ? meaning(answer.get()) : new Answer.Stopped();
        } catch (IOException unreachable) {
            return new Answer.NotNow(
                    "does not answer (%s)".formatted(unreachable.getClass().getSimpleName()), Duration.ZERO);
        }
    }

    private static Answer meaning(HttpResponse<?> answer) {
        int status = answer.statusCode();
        return switch (status) {
            case 401 -> new Answer.WrongSecret();
            case 403, 404, 405 -> new Answer.NoWebhook(status);
            case 408, 425, 429 -> new Answer.NotNow("answers " + status, retryAfter(answer));
            case 500 -> new Answer.Failed();
            default -> {
                if (status >= 200 && status < 300) {
                    yield new Answer.Taken();
                } else if (status < 400) {
                    yield new Answer.NoWebhook(status);
                }
                yield status < 500
                        ? new Answer.Refused(status)
                        : new Answer.NotNow("answers " + status, retryAfter(answer));
            }
        };
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Math.min(Long.parseLong(value), LONGEST_RETRY_AFTER_SECONDS)))
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
