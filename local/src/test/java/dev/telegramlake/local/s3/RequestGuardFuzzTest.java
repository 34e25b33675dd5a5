package dev.telegramlake.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Requests that nobody has signed, made of what signed ones have, to the real server.
final class RequestGuardFuzzTest {
    private static final String DATA = "what somebody wrote";
    private static final String KEY = "secret-name.txt";
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE", "get");
    private static final List<String> PATHS = List.of(
            "/",
            "/telegram-lake",
            "/telegram-lake/",
            "/telegram-lake/" + KEY,
            "//telegram-lake",
            "/%74elegram-lake",
            "/telegram-lake/../telegram-lake",
            "/healthz",
            "/telegram-lake;x",
            "/.incoming",
            "*");
    private static final List<String> PARAMETERS = List.of(
            "Signature",
            "AWSAccessKeyId",
            "Expires",
            "X-Amz-Signature",
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "x-amz-signature",
            "%53ignature",
            "list-type",
            "prefix",
            "uploads",
            "delete",
            "acl",
            "policy",
            "location",
            "response-content-type",
            "versionId",
            "uploadId");
    private static final List<String> VALUES = List.of(
            "",
            "x",
            "2",
            "AWS4-HMAC-SHA256",
            "9999999999",
            "host",
            "20261101T000000Z",
            "0",
            "text/html",
            "ID/20261101/us-east-1/s3/aws4_request",
            "ID");
    private static final List<String> HEADERS = List.of(
            "Authorization: AWS4-HMAC-SHA256 Credential=ID/20261101/us-east-1/s3/aws4_request, SignedHeaders=host,"
                    + " Signature=00",
            "Authorization: AWS ID:x",
            "Authorization: aws ID:x",
            "Authorization:",
            "Authorization: Bearer x",
            "authorization: AWS4-HMAC-SHA256",
            "Date: Sun, 01 Nov 2026 00:00:00 GMT",
            "x-amz-date: 20261101T000000Z",
            "x-amz-content-sha256: UNSIGNED-PAYLOAD",
            "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-copy-source: /telegram-lake/" + KEY,
            "x-amz-acl: public-read",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/x-www-form-urlencoded",
            "X-HTTP-Method-Override: GET",
            "Range: bytes=0-9",
            "Expect: 100-continue",
            "Transfer-Encoding: identity");

    @TempDir
    static Path directory;

    private static ObjectStore store;
    private static LocalCredentials credentials;

    @BeforeAll
    static void start() throws IOException {
        credentials = LocalCredentials.random();
        store = ObjectStore.start(directory, "127.0.0.1", 0, credentials);
        try (S3Client s3 = store.client()) {
            s3.putObject(put -> put.bucket(Lake.BUCKET).key(KEY), RequestBody.fromString(DATA));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
    }

    @FuzzTest
    void nothingUnsignedIsAnsweredWithData(FuzzedDataProvider data) throws IOException {
        StringBuilder request = new StringBuilder(data.pickValue(METHODS) + " " + data.pickValue(PATHS));
        int parameters = data.consumeInt(0, 9);
        for (int i = 0; i < parameters; i++) {
            request.append(i == 0 ? '?' : '&')
                    .append(data.pickValue(PARAMETERS))
                    .append('=')
                    .append(data.pickValue(VALUES));
        }
        request.append(" HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n"
                .formatted(store.endpoint().getPort()));
        int headers = data.consumeInt(0, 5);
        for (int i = 0; i < headers; i++) {
            request.append(data.pickValue(HEADERS)).append("\r\n");
        }
        String text = request.append("Content-Length: 0\r\n\r\n").toString().replace("ID", credentials.accessKeyId());

        assertThat(answer(text))
                .as(text)
                .doesNotContain(DATA, "<Key>")
                .doesNotStartWith("HTTP/1.1 2")
                .doesNotStartWith("HTTP/1.1 5");
        Path bucket = directory.resolve(Lake.BUCKET);
        try (Stream<Path> files = Files.list(bucket)) {
            assertThat(files).as(text).containsExactly(bucket.resolve(KEY));
        }
    }

    private static String answer(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), store.endpoint().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
