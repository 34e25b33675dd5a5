package dev.telegramlake.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.lambda.LocalFunction;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebhookGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");

    /// What the function answers.
    private String answer = "{\"statusCode\":200,\"headers\":{},\"body\":\"\"}";

    private JsonNode event = JSON.missingNode();
    private @Nullable RuntimeException failure;
    private final WebhookGateway gateway = new WebhookGateway(
            LocalFunction.of("recorder", Duration.ofSeconds(29), (input, output, context) -> {
                event = JSON.readTree(input);
                if (failure != null) {
                    throw failure;
                }
                context.getLogger().log("{\"outcome\":\"accepted\"}\n");
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
    void aFunctionThatThrowsIsStatus500WithoutItsReason() throws Exception {
        failure = new IllegalStateException("inner words");

        HttpResponse<String> response = post("/webhook", new byte[0]);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("inner words");
        assertThat(gateway.counts().rejected()).containsEntry("function_error", 1L);
    }

    @Test
    void aBodyOverTenMegabytesNeverReachesTheFunction() throws Exception {
        HttpResponse<String> response = post("/webhook", new byte[(10 << 20) + 1]);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(event.isMissingNode()).isTrue();
        assertThat(gateway.counts().rejected()).containsEntry("too_large", 1L);
    }

    private HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("X-Some-Header", "Some Value")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
