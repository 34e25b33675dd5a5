package dev.telegramlake.bench.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/// Firehose, which remembers what it took, and Secrets Manager with one secret.
public final class AwsEndpoint implements AutoCloseable {
    /// Names the secret that is in [Events#request].
    public static final String SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:webhook";

    static final String SECRET = "a-secret-of-the-webhook";

    static {
        // Or each answer waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, LongAdder> taken = new ConcurrentHashMap<>();

    public AwsEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// What a function's process needs to call it.
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "key",
                "AWS_SECRET_ACCESS_KEY",
                "secret-key");
    }

    /// Makes sure that each of the updates came as one line, byte for byte, as often as every other, and nothing else
    /// came.
    ///
    /// @return how often
    public long requireEach(List<byte[]> updates) throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        Map<String, Long> came = new TreeMap<>();
        taken.forEach((record, times) -> came.put(record, times.sum()));
        long times = came.isEmpty() ? 1 : came.values().iterator().next();
        for (byte[] update : updates) {
            byte[] line = (new String(update, StandardCharsets.UTF_8).replace('\n', ' ') + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            expected.merge(Base64.getEncoder().encodeToString(line), times, Long::sum);
        }
        if (!came.equals(expected)) {
            throw new IOException("%d updates, of which %d came as they were sent, beside %d others"
                    .formatted(
                            expected.size(),
                            expected.keySet().stream().filter(came::containsKey).count(),
                            came.keySet().stream()
                                    .filter(record -> !expected.containsKey(record))
                                    .count()));
        }
        return times;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String answer = "secretsmanager.GetSecretValue".equals(target)
                ? "{\"SecretString\":\"%s\"}".formatted(SECRET)
                : put(request);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().add("x-amzn-RequestId", "e2a7bd0e-4c8f-4f0a-9a53-6d1c2b3a4f50");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String put(byte[] request) throws IOException {
        String data = MAPPER.readTree(request).path("Record").path("Data").asText();
        taken.computeIfAbsent(data, first -> new LongAdder()).increment();
        return "{\"Encrypted\":false,\"RecordId\":\"%s\"}".formatted("R".repeat(224));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
