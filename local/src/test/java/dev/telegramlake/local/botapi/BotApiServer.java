package dev.telegramlake.local.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A Bot API server for one bot, which does what Telegram's
/// [own server](https://github.com/tdlib/telegram-bot-api) does with webhook and polling. What people do in the bot's
/// chats is [#receive(String)]; updates go to the webhook when [#deliverDue()] is called, or to who polls.
///
/// Not here: certificates, `ip_address`, closing a webhook that answers 410 for a day, methods that send something.
public final class BotApiServer implements AutoCloseable {
    public static final String TOKEN = "123456:AAF-a_token-for-the-tests-0123456789";

    /// A request that came.
    public record Call(String method, JsonNode parameters) {}

    private record Canned(int status, String body, int retryAfter) {}

    private final ObjectMapper json = new ObjectMapper();
    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final UpdateQueue updates = new UpdateQueue();
    private final WebhookDelivery delivery;
    private final BotMethods methods;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Canned>> failures = new ConcurrentHashMap<>();

    private BotApiServer(HttpServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
        this.delivery = new WebhookDelivery(updates, clock);
        this.methods = new BotMethods(updates, delivery);
    }

    public static BotApiServer start(InstantSource clock) throws IOException {
        return start(clock, 0);
    }

    /// Starts the server on a port of this machine.
    ///
    /// @param port 0 for a free one
    public static BotApiServer start(InstantSource clock, int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        BotApiServer stand = new BotApiServer(http, clock);
        http.createContext("/", stand::handle);
        http.setExecutor(stand.threads);
        http.start();
        return stand;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
    }

    /// The bot, its chats, and what the server permits, to be set.
    public BotMethods bot() {
        return methods;
    }

    public WebhookDelivery delivery() {
        return delivery;
    }

    /// Something happens in a chat of the bot's.
    ///
    /// @param update as Telegram sends it
    public void receive(String update) {
        try {
            PendingUpdate pending = PendingUpdate.of(json.readTree(update), update, clock.instant());
            if (methods.isAllowed(pending.kind())) {
                updates.add(pending);
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /// Attempts what is due to the webhook that is set, and waits for the attempts.
    ///
    /// @return how many updates were taken
    public int deliverDue() throws InterruptedException {
        return methods.deliverDue();
    }

    public int pending() {
        return updates.size();
    }

    /// Updates that were taken by the webhook or confirmed by who polls, in that order.
    public List<Long> confirmed() {
        return updates.confirmedIds();
    }

    /// Has the next answer to who polls begin with the last updates that were confirmed already.
    public void repeatConfirmed(int count) {
        updates.repeat(count);
    }

    /// Has the next call of a method fail; calls add up.
    public void failNext(String method, int status, String description) {
        canned(method).add(new Canned(status, description, 0));
    }

    /// Has the next call of a method answered with 429.
    public void tooMany(String method, int retryAfterSeconds) {
        canned(method).add(new Canned(429, "Too Many Requests: retry after " + retryAfterSeconds, retryAfterSeconds));
    }

    private Queue<Canned> canned(String method) {
        return failures.computeIfAbsent(method, first -> new ConcurrentLinkedQueue<>());
    }

    /// The requests that came, oldest first.
    public List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            JsonNode parameters = json.readTree(http.getRequestBody().readAllBytes());
            String[] path = http.getRequestURI().getPath().split("/", 3);
            Reply reply = path.length < 3 || !path[1].startsWith("bot")
                    ? Reply.refused(404, "Not Found")
                    : answer(path[1].substring("bot".length()), path[2], parameters);
            byte[] body = reply.json().getBytes(StandardCharsets.UTF_8);
            http.getResponseHeaders().add("Content-Type", "application/json");
            http.sendResponseHeaders(reply.status(), body.length);
            try (OutputStream out = http.getResponseBody()) {
                out.write(body);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answer(String token, String method, JsonNode parameters) throws InterruptedException {
        if (!token.equals(TOKEN)) {
            return Reply.refused(401, "Unauthorized");
        }
        calls.add(new Call(method, parameters));
        Canned failure = canned(method).poll();
        if (failure == null) {
            return methods.call(method, parameters instanceof ObjectNode object ? object : json.createObjectNode());
        }
        return failure.retryAfter() == 0
                ? Reply.refused(failure.status(), failure.body())
                : Reply.tooMany(failure.body(), failure.retryAfter());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        delivery.close();
    }
}
