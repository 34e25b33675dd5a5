package dev.telegramlake.local.ledger;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Send what must never become a row: updates with a wrong secret, and bodies that are no update.
final class Strangers implements AutoCloseable {
    /// Larger than the ids that Telegram sends in a run.
    static final long FIRST_ID = 1L << 40;

    private static final List<String> NO_UPDATES = List.of(
            "", "{", "[]", "words", "{\"update_id\":1}", "{\"message\":{}}", "{\"update_id\":\"1\",\"message\":{}}");

    private final Telegram way;
    private final SplittableRandom random;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private long nextId = FIRST_ID;
    private volatile boolean stopping;

    Strangers(Telegram way, SplittableRandom random) {
        this.way = way;
        this.random = random;
        this.thread = Thread.ofVirtual().start(this::send);
    }

    private void send() {
        try {
            while (!stopping) {
                try {
                    sendOne(random.nextBoolean());
                } catch (IOException broken) {
                    // they do not care
                }
                Thread.sleep(random.nextInt(200));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends one request, and gives the status.
    int sendOne(boolean wrongSecret) throws IOException, InterruptedException {
        HttpResponse<String> answer = wrongSecret
                ? way.post(Update.Queue.GROUP.next(nextId++, random).body(), "guess-" + random.nextInt(100))
                : way.post(NO_UPDATES.get(random.nextInt(NO_UPDATES.size())), PipelineProcess.SECRET);
        (answer.statusCode() / 100 == 2 ? accepted : refused).incrementAndGet();
        return answer.statusCode();
    }

    void finish() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    /// Answers that said it was taken: none, or the promise is broken.
    long accepted() {
        return accepted.get();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
