package dev.telegramlake.local.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.FirehoseException;

/// Requests as clients and as others send them, to the real server. They are signed by the AWS SDK.
final class AwsEndpointTest {
    private static final LocalCredentials CREDENTIALS = LocalCredentials.random();
    private static final byte[] BODY = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static Javalin server;

    @BeforeAll
    static void start() {
        AwsEndpoint endpoint = new AwsEndpoint(new OwnHost("127.0.0.1"), CREDENTIALS, List.of(new CountingService()));
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    endpoint.addTo(config);
                })
                .start("127.0.0.1", 0);
    }

    private static final class CountingService implements AwsService {
        @Override
        public String targetPrefix() {
            return "Firehose_20150804";
        }

        @Override
        public JsonNode call(String operation, ObjectNode request) {
            CALLS.incrementAndGet();
            return new ObjectMapper().createObjectNode().put("DeliveryStreamNames", 0);
        }
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void noCallsYet() {
        CALLS.set(0);
    }

    @Test
    void aSignedRequestIsAnswered() throws IOException {
        assertThat(send(signed(CREDENTIALS, Clock.systemUTC()), BODY))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Security-Policy: sandbox; default-src 'none'", "X-Content-Type-Options: nosniff");
        assertThat(CALLS).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: none",
                "sec-fetch-mode: cors",
                "Referer: http://evil.example/"
            })
    void aBrowserIsRefusedHoweverItSigns(String header) throws IOException {
        Map<String, String> headers = signed(CREDENTIALS, Clock.systemUTC());
        String[] pair = header.split(": ", 2);
        headers.put(pair[0], pair[1]);

        assertThat(send(headers, BODY)).startsWith("HTTP/1.1 403").contains("AccessDeniedException");
        assertThat(CALLS).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:%d", "evil.example", "127.0.0.1.evil.example:%d"})
    void aForeignHostIsRefusedHoweverItIsSigned(String host) throws IOException {
        Map<String, String> headers = signed(CREDENTIALS, Clock.systemUTC());
        headers.put("Host", host.formatted(server.port()));

        assertThat(send(headers, BODY)).startsWith("HTTP/1.1 403").contains("AccessDeniedException", "evil.example");
        assertThat(CALLS).hasValue(0);
    }

    @Test
    void otherCredentialsAreRefusedInAwssWords() throws IOException {
        LocalCredentials otherSecret =
                new LocalCredentials(CREDENTIALS.accessKeyId(), "not-the-secret-of-this-pipeline");

        assertThat(send(signed(LocalCredentials.random(), Clock.systemUTC()), BODY))
                .startsWith("HTTP/1.1 403")
                .contains("UnrecognizedClientException", "The security token included in the request is invalid.");
        assertThat(send(signed(otherSecret, Clock.systemUTC()), BODY))
                .startsWith("HTTP/1.1 403")
                .contains("InvalidSignatureException", "does not match the signature you provided");
        assertThat(CALLS).hasValue(0);
    }

    @Test
    void anotherBodyOrHeaderThanTheSignedOneIsRefused() throws IOException {
        Map<String, String> headers = signed(CREDENTIALS, Clock.systemUTC());

        assertThat(send(headers, "{\"a\": 2}".getBytes(StandardCharsets.UTF_8))).contains("InvalidSignatureException");
        headers.put("X-Amz-Target", "Firehose_20150804.DeleteDeliveryStream");
        assertThat(send(headers, BODY)).contains("InvalidSignatureException");
        assertThat(CALLS).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"-16, Signature expired", "16, Signature not yet current"})
    void anotherTimeIsRefused(int minutes, String words) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));

        assertThat(send(signed(CREDENTIALS, clock), BODY)).contains("InvalidSignatureException", words);
        assertThat(CALLS).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | MissingAuthenticationTokenException",
                "Bearer x | MissingAuthenticationTokenException",
                "AWS4-HMAC-SHA256 Credential=ID/x | IncompleteSignatureException",
                "AWS4-HMAC-SHA256 Credential=ID/20260101/us-east-1/firehose/aws4_request, SignedHeaders=host, Signature=00 |"
                        + " IncompleteSignatureException",
                "AWS4-HMAC-SHA256 Credential=ID/20260101/r/s/aws4_request, SignedHeaders=host;x-amz-date, Signature=ZERO |"
                        + " InvalidSignatureException",
                "AWS4-HMAC-SHA256 Credential=ID/20260101/r/s/aws4_request, SignedHeaders=x-amz-date, Signature=ZERO |"
                        + " IncompleteSignatureException",
            })
    void aSignatureThatIsNoneIsRefused(String authorization, String code) throws IOException {
        Map<String, String> headers = signed(CREDENTIALS, Clock.systemUTC());
        headers.remove("Authorization");
        if (!authorization.isEmpty()) {
            headers.put(
                    "Authorization",
                    authorization.replace("ID", CREDENTIALS.accessKeyId()).replace("ZERO", "0".repeat(64)));
        }

        assertThat(send(headers, BODY)).contains("\"__type\":\"" + code);
        assertThat(CALLS).hasValue(0);
    }

    @Test
    void theSdkSaysWhatIsWrong() {
        try (FirehoseClient other = LocalClients.at(
                        URI.create("http://127.0.0.1:" + server.port()),
                        new LocalCredentials(CREDENTIALS.accessKeyId(), "another-secret"),
                        FirehoseClient.builder())
                .build()) {
            assertThatThrownBy(other::listDeliveryStreams)
                    .isInstanceOf(FirehoseException.class)
                    .hasMessageContaining("The request signature we calculated does not match");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "GET /x HTTP/1.1", "OPTIONS / HTTP/1.1"})
    void otherRequestsAreNoPageEither(String line) throws IOException {
        assertThat(raw(line + "\r\nHost: 127.0.0.1:" + server.port() + "\r\nConnection: close\r\n\r\n", new byte[0]))
                .startsWith("HTTP/1.1 40")
                .contains("Content-Security-Policy: sandbox; default-src 'none'", "X-Content-Type-Options: nosniff");
    }

    private static Map<String, String> signed(LocalCredentials credentials, Clock clock) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:%d/".formatted(server.port())))
                .putHeader("X-Amz-Target", "Firehose_20150804.ListDeliveryStreams")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(
                                AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(BODY))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "firehose")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, LocalCredentials.REGION)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return headers;
    }

    private static String send(Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        headers.forEach((name, value) -> head.append("%s: %s\r\n".formatted(name, value)));
        return raw(head + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length), body);
    }

    private static String raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
