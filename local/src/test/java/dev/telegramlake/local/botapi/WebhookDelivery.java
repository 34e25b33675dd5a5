package dev.telegramlake.local.botapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Delivers updates to a webhook as Telegram's server does: queues side by side, in a queue one update at a time, the
/// next only after the one before was taken or has expired. A failure is tried again at once, then after pauses that
/// double up to a minute, or as `Retry-After` says. Any 2xx is success.
///
/// It moves only when it is stepped, so a test needs no waiting: time is the clock's.
public final class WebhookDelivery implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final long LONGEST_RETRY_AFTER_SECONDS = 3600;

    private final UpdateQueue updates;
    private final InstantSource clock;
    private final Map<String, Retry> retries = new ConcurrentHashMap<>();
    private final Set<Long> twice = ConcurrentHashMap.newKeySet();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Optional<WebhookInfo.LastError> lastError = Optional.empty();

    /// When the first update of a queue is tried again.
    private record Retry(Instant due, int failures) {}

    WebhookDelivery(UpdateQueue updates, InstantSource clock) {
        this.updates = updates;
        this.clock = clock;
    }

    /// Sends these updates once more after they were taken, as if the answer had been lost.
    public void deliverTwice(long... ids) {
        for (long id : ids) {
            twice.add(id);
        }
    }

    Optional<WebhookInfo.LastError> lastError() {
        return lastError;
    }

    void forgetError() {
        lastError = Optional.empty();
        retries.clear();
    }

    /// Attempts everything that is due by the clock, and returns when all attempts have ended.
    ///
    /// @return how many updates were taken
    public int deliverDue(URI webhook, String secret, int maxConnections) throws InterruptedException {
        updates.expire(clock.instant());
        AtomicInteger taken = new AtomicInteger();
        Semaphore connections = new Semaphore(maxConnections);
        List<Thread> queues = new ArrayList<>();
        for (PendingUpdate head : updates.heads()) {
            queues.add(Thread.ofVirtual().start(() -> {
                try {
                    deliver(head.queue(), new Target(webhook, secret, connections), taken);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread queue : queues) {
            queue.join();
        }
        return taken.get();
    }

    private record Target(URI webhook, String secret, Semaphore connections) {}

    private void deliver(String queue, Target target, AtomicInteger taken) throws InterruptedException {
        for (PendingUpdate head = updates.head(queue); head != null && isDue(queue); head = updates.head(queue)) {
            target.connections().acquire();
            Optional<Duration> failure;
            try {
                failure = attempt(head, target);
            } finally {
                target.connections().release();
            }
            if (failure.isPresent()) {
                retryLater(queue, failure.get());
            } else if (!twice.remove(head.id())) {
                updates.confirm(head);
                retries.remove(queue);
                taken.incrementAndGet();
            }
        }
    }

    private boolean isDue(String queue) {
        @Nullable Retry retry = retries.get(queue);
        return retry == null || !retry.due().isAfter(clock.instant());
    }

    private void retryLater(String queue, Duration retryAfter) {
        int failures = retries.getOrDefault(queue, new Retry(Instant.MIN, 0)).failures() + 1;
        Duration pause = failures == 1
                ? Duration.ZERO
                : FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 2, 10)).compareTo(LONGEST_PAUSE) < 0
                        ? FIRST_PAUSE.multipliedBy(1L << (failures - 2))
                        : LONGEST_PAUSE;
        Instant due = clock.instant().plus(retryAfter.compareTo(pause) > 0 ? retryAfter : pause);
        retries.put(queue, new Retry(due, failures));
    }

    /// Empty when it was taken; else how long the webhook wants to be left alone.
    private Optional<Duration> attempt(PendingUpdate update, Target target) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target.webhook())
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("X-Telegram-Bot-Api-Secret-Token", target.secret())
                .POST(BodyPublishers.ofString(update.json()))
                .build();
        try {
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            if (answer.statusCode() / 100 == 2) {
                return Optional.empty();
            }
            fail("Wrong response from the webhook: %d %s".formatted(answer.statusCode(), words(answer.statusCode())));
            return Optional.of(answer.headers()
                    .firstValue("Retry-After")
                    .map(seconds -> Duration.ofSeconds(Math.min(Long.parseLong(seconds), LONGEST_RETRY_AFTER_SECONDS)))
                    .orElse(Duration.ZERO));
        } catch (IOException unreachable) {
            fail("Connection refused");
            return Optional.of(Duration.ZERO);
        }
    }

    private static String words(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Other";
        };
    }

    void fail(String message) {
        lastError = Optional.of(new WebhookInfo.LastError(clock.instant(), message));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
