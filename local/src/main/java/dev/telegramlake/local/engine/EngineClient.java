package dev.telegramlake.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.http.BrokenRequestException;
import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.wire.AwsService;
import dev.telegramlake.local.wire.ServiceError;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Asks the query engine, for the page and for Athena's clients. Thread-safe.
public final class EngineClient implements AwsService, AutoCloseable {
    /// Bytes of the body of a request that is passed on: a statement may have 256 KiB, and more when it is escaped.
    static final int MAX_BODY_BYTES = 2 << 20;

    /// Requests of the page that are passed on at one time: each may hold a body.
    static final int MAX_FORWARDED = 32;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// A query may wait for others, each of which has a minute.
    private static final Duration FORWARD_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);
    private static final String RETRY_SECONDS = "10";

    private final Engine engine;
    private final Semaphore forwarded = new Semaphore(MAX_FORWARDED);
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    public EngineClient(Engine engine) {
        this.engine = engine;
    }

    /// Passes a request of the page on, and its answer back.
    ///
    /// @throws RefusedException when the engine cannot take it now
    public void forward(Context context) {
        if (!forwarded.tryAcquire()) {
            throw unavailable(context, "Too many requests for answers wait already.");
        }
        try {
            String query = context.queryString() == null ? "" : "?" + context.queryString();
            HttpRequest.Builder request = HttpRequest.newBuilder()
                    .method(context.method().name(), BodyPublishers.ofByteArray(body(context)))
                    .timeout(FORWARD_TIMEOUT);
            String type = context.contentType();
            if (type != null) {
                request.header("Content-Type", type);
            }
            HttpResponse<InputStream> answer =
                    send(request, context.req().getRequestURI() + query, BodyHandlers.ofInputStream());
            context.status(answer.statusCode());
            answer.headers().firstValue("Content-Type").ifPresent(context::contentType);
            try (InputStream rows = answer.body()) {
                rows.transferTo(context.outputStream());
            }
        } catch (IOException e) {
            throw unavailable(context, "The query engine did not answer: it may be starting again.");
        } finally {
            forwarded.release();
        }
    }

    private static byte[] body(Context context) {
        byte[] body;
        try {
            body = context.req().getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            throw new BrokenRequestException(e);
        }
        if (body.length > MAX_BODY_BYTES) {
            throw new RefusedException(413, "A request has %d bytes at most.".formatted(MAX_BODY_BYTES));
        }
        return body;
    }

    private static RefusedException unavailable(Context context, String reason) {
        context.header("Retry-After", RETRY_SECONDS);
        return new RefusedException(503, reason + " Try again in %s seconds.".formatted(RETRY_SECONDS));
    }

    @Override
    public String targetPrefix() {
        return "AmazonAthena";
    }

    @Override
    public JsonNode call(String operation, ObjectNode request) throws ServiceError {
        HttpResponse<byte[]> answer;
        JsonNode body;
        try {
            answer = post("/athena/" + operation, request.toString());
            body = json.readTree(answer.body());
        } catch (IOException e) {
            throw new ServiceError(500, "InternalServerException", "The query engine is starting again. Try again.");
        }
        if (answer.statusCode() == 200) {
            return body;
        }
        throw new ServiceError(
                answer.statusCode(),
                body.path("code").asText("InternalServerException"),
                body.path("message").asText());
    }

    /// Runs a statement of this project's own, and waits for its end.
    ///
    /// @throws IllegalStateException with the reason, when it fails
    public void run(String sql) {
        try {
            HttpResponse<byte[]> answer = post("/statement", sql);
            if (answer.statusCode() != 204) {
                throw new IllegalStateException(
                        json.readTree(answer.body()).path("message").asText());
            }
        } catch (IOException e) {
            throw new IllegalStateException("The query engine did not answer", e);
        }
    }

    /// Whether a query that reads has a row.
    ///
    /// @throws IOException when it is refused or fails
    public boolean hasRow(String sql) throws IOException {
        HttpResponse<byte[]> answer =
                post("/api/query", json.createObjectNode().put("sql", sql).toString());
        JsonNode body = json.readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new IOException(body.path("message").asText());
        }
        return !body.path("rows").isEmpty();
    }

    private HttpResponse<byte[]> post(String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(CALL_TIMEOUT);
        return send(request, path, BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, String path, BodyHandler<T> reader)
            throws IOException {
        Engine.Address address = engine.address();
        try {
            return http.send(
                    request.uri(URI.create(address.uri() + path))
                            .header(Engine.SECRET_HEADER, address.secret())
                            .build(),
                    reader);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Interrupted while the query engine was asked");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
