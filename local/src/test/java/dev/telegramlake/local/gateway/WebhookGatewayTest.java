package dev.telegramlake.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.http.BrokenRequests;
import dev.telegramlake.local.lambda.LocalFunction;
import io.javalin.Javalin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");

    /// What the function answers.
    private String answer = "{\"statusCode\":200,\"headers\":{},\"body\":\"\"}";

    private JsonNode event = JSON.missingNode();
    private @Nullable RuntimeException failure;
    private Step whileItRuns = () -> {};
    private String logged = "{\"outcome\":\"accepted\"}\n";
    private final WebhookGateway gateway = new WebhookGateway(
            LocalFunction.of("recorder", Duration.ofSeconds(29), (input, output, context) -> {
                event = JSON.readTree(input);
                run(whileItRuns);
                if (failure != null) {
                    throw failure;
                }
                context.getLogger().log(logged);
                output.write(answer.getBytes(StandardCharsets.UTF_8));
            }),
            InstantSource.fixed(NOW));
    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Javalin server;

    @BeforeEach
    void start() {
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.http.maxRequestSize = 16L << 20;
                    new BrokenRequests(InstantSource.fixed(NOW)).addTo(config);
                    config.routes.post("/webhook", gateway::handle);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    @Test
    void aRequestBecomesAnEventOfPayloadFormat2() throws Exception {
        post("/webhook?a=1&b=2", "{\"é\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("rawPath").asText()).isEqualTo("/webhook");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("a=1&b=2");
        assertThat(event.path("headers").path("x-some-header").asText()).isEqualTo("Some Value");
        assertThat(event.path("requestContext").path("http").path("method").asText())
                .isEqualTo("POST");
        assertThat(event.path("requestContext").path("http").path("sourceIp").asText())
                .isEqualTo("127.0.0.1");
        assertThat(event.path("requestContext").path("timeEpoch").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(event.path("body").asText()).isEqualTo("{\"é\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void aBodyThatIsNotTextIsBase64() throws Exception {
        byte[] body = {'{', (byte) 0xFF, 0};

        post("/webhook", body);

        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(body);
    }

    @Test
    void theFunctionsAnswerIsTheResponse() throws Exception {
        answer = "{\"statusCode\":503,\"headers\":{\"Retry-After\":\"5\"},\"body\":\"later\"}";

        HttpResponse<String> response = post("/webhook", new byte[0]);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.body()).isEqualTo("later");
        assertThat(gateway.counts().accepted())
                .as("as the function's log line says")
                .isEqualTo(1);
    }

    @Test
    void whatTheFunctionLogsDecidesNothing() throws Exception {
        logged = "a line of a library\n";

        assertThat(post("/webhook", new byte[0]).statusCode()).isEqualTo(200);
        assertThat(gateway.counts().rejected()).doesNotContainKey("function_error");
    }

    @Test
    void aFunctionThatThrowsIsStatus500WithoutItsReason() throws Exception {
        failure = new IllegalStateException("inner words");

        HttpResponse<String> response = post("/webhook", new byte[0]);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("inner words");
        assertThat(gateway.counts().rejected()).containsEntry("function_error", 1L);
    }

    @Test
    void aBodyOverTenMegabytesNeverReachesTheFunction() throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/webhook".formatted(server.port())))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(new byte[(10 << 20) + 1]))) // in chunks
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(event.isMissingNode()).isTrue();
        assertThat(gateway.counts().rejected()).containsEntry("too_large", 1L);
    }

    @Test
    void aBodyThatIsAnnouncedAsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        assertThat(exchange("Content-Length: 11000000\r\n", "")).startsWith("HTTP/1.1 413");
        assertThat(event.isMissingNode()).isTrue();
    }

    @Test
    void whoFindsNoRoomIsAskedToComeLater() throws Exception {
        int bodies = 4;
        byte[] quarter = new byte[WebhookGateway.MAX_BYTES_IN_FLIGHT / bodies - 1];
        CountDownLatch held = new CountDownLatch(bodies);
        CountDownLatch answered = new CountDownLatch(1);
        whileItRuns = () -> {
            held.countDown();
            answered.await();
        };
        List<CompletableFuture<HttpResponse<String>>> posts = IntStream.range(0, bodies)
                .mapToObj(i -> http.sendAsync(request("/webhook", quarter), HttpResponse.BodyHandlers.ofString()))
                .toList();
        held.await();

        HttpResponse<String> oneMore = post("/webhook", "{}".getBytes(StandardCharsets.UTF_8));
        answered.countDown();

        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(posts)
                .allSatisfy(post -> assertThat(post.join().statusCode()).isEqualTo(200));
        assertThat(post("/webhook", quarter).statusCode())
                .as("there is room again")
                .isEqualTo(200);
        assertThat(gateway.counts().rejected()).containsEntry("unavailable", 1L);
    }

    @Test
    void whatSlowClientsOnlyAnnounceTakesNoRoom() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /webhook HTTP/1.1\r\nHost: a.tunnel\r\nContent-Length: 10000000\r\n\r\n{"
                                .getBytes(StandardCharsets.ISO_8859_1));
            }

            assertThat(post("/webhook", new byte[10 << 20]).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aCompressedBodyStaysAsSmallAsItCame() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[20 << 20]);
        }

        http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/webhook".formatted(server.port())))
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(bomb.toByteArray());
    }

    @Test
    void aHeaderThatComesTwiceIsOneValueAsWithApiGateway() throws Exception {
        exchange("X-Secret: right\r\nx-secret: wrong\r\nContent-Length: 0\r\n", "");

        assertThat(event.path("headers").path("x-secret").asText()).isEqualTo("right,wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Secret: a\u0000b\r\nContent-Length: 0\r\n",
                "X-Secret : a\r\nContent-Length: 0\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n",
                "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
            })
    void headersThatTwoServersCouldReadDifferentlyAreRefused(String headers) throws Exception {
        assertThat(exchange(headers, "")).startsWith("HTTP/1.1 400");
        assertThat(event.isMissingNode()).isTrue();
    }

    @Test
    void headersOfMoreThan8KilobytesAreRefused() throws Exception {
        assertThat(exchange("X-Secret: %s\r\nContent-Length: 0\r\n".formatted("a".repeat(9000)), ""))
                .startsWith("HTTP/1.1 431");
        assertThat(event.isMissingNode()).isTrue();
    }

    private String exchange(String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "POST /webhook HTTP/1.1\r\nHost: a.tunnel\r\n%sConnection: close\r\n\r\n%s"
                    .formatted(headers, body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return http.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                .header("X-Some-Header", "Some Value")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /// What the function does before it answers.
    private interface Step {
        void run() throws InterruptedException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
