package dev.telegramlake.local.botapi;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A webhook that answers as a test likes, and remembers the bodies that it took.
final class WebhookStandIn implements AutoCloseable {
    static final String SECRET = "webhook-secret";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile Answers answers = body -> new Answer(200, 0);

    /// @param retryAfter seconds; 0 for none
    record Answer(int status, int retryAfter) {}

    /// What the webhook answers to a body.
    @FunctionalInterface
    interface Answers {
        Answer to(String body);
    }

    private WebhookStandIn(HttpServer server) {
        this.server = server;
    }

    static WebhookStandIn start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WebhookStandIn webhook = new WebhookStandIn(http);
        http.createContext("/webhook", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean known = SECRET.equals(exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token"));
                Answer answer = known ? webhook.answers.to(body) : new Answer(401, 0);
                if (answer.status() == 200) {
                    webhook.taken.add(body);
                }
                if (answer.retryAfter() > 0) {
                    exchange.getResponseHeaders().add("Retry-After", String.valueOf(answer.retryAfter()));
                }
                exchange.sendResponseHeaders(answer.status(), -1);
            }
        });
        http.setExecutor(webhook.threads);
        http.start();
        return webhook;
    }

    void answer(Answers how) {
        answers = how;
    }

    URI url() {
        return URI.create(
                "http://127.0.0.1:%d/webhook".formatted(server.getAddress().getPort()));
    }

    /// The bodies that were answered with 200.
    List<String> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
