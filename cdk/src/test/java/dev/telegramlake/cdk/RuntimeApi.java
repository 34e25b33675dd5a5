package dev.telegramlake.cdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Lambda's [Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html) with one event, and the few
/// answers of AWS that the functions need for it.
final class RuntimeApi implements AutoCloseable {
    static final String SECRET = "a-secret";

    private final HttpServer server;
    private final byte[] event;
    private final AtomicBoolean given = new AtomicBoolean();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    RuntimeApi(String event) throws IOException {
        this.event = event.getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/2018-06-01/runtime/invocation/next", this::next);
        server.createContext("/2018-06-01/runtime/", this::end);
        server.createContext("/", RuntimeApi::aws);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// What the function answered, or the error that it ended with.
    CompletableFuture<String> answer() {
        return answer;
    }

    private void next(HttpExchange exchange) throws IOException {
        if (given.getAndSet(true)) {
            try {
                closed.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        // Without a type the client crashes.
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "request-1");
        exchange.getResponseHeaders()
                .add(
                        "Lambda-Runtime-Deadline-Ms",
                        String.valueOf(Instant.now().plusSeconds(60).toEpochMilli()));
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:f");
        send(exchange, 200, event);
    }

    private void end(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        answer.complete(path.endsWith("/response") ? body : path + ": " + body);
        send(exchange, 202, new byte[0]);
    }

    private static void aws(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String body = switch (target == null ? "s3" : target.substring(target.indexOf('.') + 1)) {
            case "GetSecretValue" -> "{\"SecretString\":\"%s\"}".formatted(SECRET);
            case "PutRecord" -> "{\"RecordId\":\"1\"}";
            case "StartQueryExecution" -> "{\"QueryExecutionId\":\"1\"}";
            case "GetQueryExecution" -> "{\"QueryExecution\":{\"Status\":{\"State\":\"SUCCEEDED\"}}}";
            default -> "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
        };
        exchange.getRequestBody().readAllBytes();
        send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
