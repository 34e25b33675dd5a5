package dev.telegramlake.local.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Sends updates as Telegram's server does: at a fixed rate, one in flight a queue, again and again until the answer is
/// 2xx, after the time that `Retry-After` asks for.
final class Telegram implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(80);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /// Telegram waits a minute; a run has not as much time.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI webhook;
    private final Map<Long, Update> acknowledged = new ConcurrentHashMap<>();
    private final Map<Long, Update> pending = new ConcurrentHashMap<>();
    private final AtomicLong sends = new AtomicLong();
    private final AtomicLong unavailable = new AtomicLong();
    private final List<Thread> queues = new ArrayList<>();
    private volatile boolean stopping;

    Telegram(URI webhook) {
        this.webhook = webhook;
    }

    /// Begins all queues.
    void begin(SplittableRandom random) {
        AtomicLong nextId = new AtomicLong(1 + random.nextInt(1 << 30));
        for (Update.Queue queue : Update.Queue.values()) {
            SplittableRandom ofQueue = random.split();
            queues.add(Thread.ofVirtual().start(() -> send(queue, nextId, ofQueue)));
        }
    }

    /// Takes no new updates, and returns when every update is acknowledged.
    ///
    /// @return how many still are not, when the time is over
    int finish(Duration time) throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + time.toNanos();
        for (Thread queue : queues) {
            queue.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        return pending.size();
    }

    private void send(Update.Queue queue, AtomicLong nextId, SplittableRandom random) {
        long due = System.nanoTime();
        try {
            while (!stopping) {
                Update update = queue.next(nextId.getAndIncrement(), random);
                pending.put(update.id(), update);
                sendUntilAcknowledged(update);
                due += INTERVAL.toNanos();
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendUntilAcknowledged(Update update) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Duration wait = pause;
            try {
                HttpResponse<String> answer = post(update.body(), PipelineProcess.SECRET);
                if (answer.statusCode() / 100 == 2) {
                    acknowledged.put(update.id(), update);
                    pending.remove(update.id());
                    return;
                }
                wait = answer.headers()
                        .firstValue("Retry-After")
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(pause);
            } catch (IOException broken) {
                // nobody knows whether it was taken
            }
            Thread.sleep(wait);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /// Sends a body once.
    HttpResponse<String> post(String body, String secret) throws IOException, InterruptedException {
        sends.incrementAndGet();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(webhook)
                        .timeout(TIMEOUT)
                        .header("X-Telegram-Bot-Api-Secret-Token", secret)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 503) {
            unavailable.incrementAndGet();
        }
        return answer;
    }

    /// By their ids.
    Map<Long, Update> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /// Requests, those that failed included.
    long sends() {
        return sends.get();
    }

    /// Answers with status 503.
    long unavailable() {
        return unavailable.get();
    }

    @Override
    public void close() {
        stopping = true;
        queues.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
