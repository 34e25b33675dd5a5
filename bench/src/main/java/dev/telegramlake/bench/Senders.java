package dev.telegramlake.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Sends updates over connections that stay open, as Telegram does: one request at a time on each, after a 503 again
/// when its `Retry-After` is over. Written on sockets, so that the sender leaves the processors to the pipeline.
final class Senders implements AutoCloseable {
    private static final int ACCEPTED = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NO_RETRY_AFTER = -1;

    private final URI page;
    private final String secret;
    private final int connections;
    private final long intervalNanos;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong nextId = new AtomicLong(1);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Recorder latencies = new Recorder(3);
    private volatile boolean stopping;

    /// @param rate updates a second of all connections; 0 for as many as go
    Senders(URI page, String secret, int connections, int rate) {
        this.page = page;
        this.secret = secret;
        this.connections = connections;
        this.intervalNanos = rate == 0 ? 0 : 1_000_000_000L * connections / rate;
    }

    void start() {
        for (int i = 0; i < connections; i++) {
            long phase = intervalNanos * i / connections;
            threads.add(Thread.ofVirtual().start(() -> send(phase)));
        }
    }

    private void send(long phase) {
        try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            long due = System.nanoTime() + phase;
            while (!stopping) {
                waitUntil(due);
                long began = intervalNanos == 0 ? System.nanoTime() : due;
                exchange(request(nextId.getAndIncrement()), out, in);
                latencies.recordValue(Math.max(0, (System.nanoTime() - began) / 1_000));
                due += intervalNanos;
            }
        } catch (IOException broken) {
            throw new IllegalStateException("A connection broke: " + broken.getMessage(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitUntil(long due) throws InterruptedException {
        long left = due - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private void exchange(byte[] request, OutputStream out, InputStream in) throws IOException, InterruptedException {
        while (true) {
            out.write(request);
            out.flush();
            Answer answer = answer(in);
            if (answer.status() == ACCEPTED) {
                acknowledged.incrementAndGet();
                return;
            }
            if (answer.status() != UNAVAILABLE || answer.retryAfterSeconds() == NO_RETRY_AFTER) {
                throw new IOException("Neither 200 nor 503 with Retry-After: " + answer);
            }
            refused.incrementAndGet();
            Thread.sleep(Duration.ofSeconds(answer.retryAfterSeconds()));
        }
    }

    private record Answer(int status, int retryAfterSeconds) {}

    /// Reads a response to its end.
    private static Answer answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = 0;
        int retryAfter = NO_RETRY_AFTER;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String value = header.substring(header.indexOf(':') + 1).strip();
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(value);
            } else if (header.toLowerCase(Locale.ROOT).startsWith("retry-after:")) {
                retryAfter = Integer.parseInt(value);
            }
        }
        in.skipNBytes(length);
        return new Answer(status, retryAfter);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private byte[] request(long id) {
        String body = """
                {"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Member %d",\
                "username":"member_%d","language_code":"en"},"chat":{"id":-100%d,"title":"Group %d","type":"supergroup"},\
                "date":%d,"text":"Message %d: how do I change my password? Nothing that I tried has worked so far."}}\
                """.formatted(
                        id,
                        id,
                        100_000 + id % 997,
                        id % 997,
                        id % 997,
                        1_000 + id % 50,
                        id % 50,
                        System.currentTimeMillis() / 1_000,
                        id);
        return """
                POST /webhook HTTP/1.1\r
                Host: %s\r
                X-Telegram-Bot-Api-Secret-Token: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(page.getAuthority(), secret, body.length(), body).getBytes(StandardCharsets.US_ASCII);
    }

    /// In microseconds, of the requests that were answered since this was called last.
    Histogram takeLatencies() {
        return latencies.getIntervalHistogram();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /// Answers with status 503.
    long refused() {
        return refused.get();
    }

    /// Sends no more, and returns when everything is answered.
    void stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }
}
