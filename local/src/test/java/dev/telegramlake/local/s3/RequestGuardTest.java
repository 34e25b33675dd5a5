package dev.telegramlake.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

final class RequestGuardTest {
    private static LocalCredentials credentials;
    private static ObjectStore store;
    private static URI signed;
    private static Path folder;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        folder = directory;
        credentials = LocalCredentials.random();
        store = ObjectStore.start(directory.resolve("s3"), "127.0.0.1", 0, credentials);
        try (S3Client s3 = store.client()) {
            s3.putObject(put -> put.bucket(Lake.BUCKET).key("a"), RequestBody.fromString("what somebody wrote"));
        }
        signed = presigned("a");
    }

    private static URI presigned(String key) {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(credentials.provider())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            return URI.create(presigner
                    .presignGetObject(sign -> sign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket(Lake.BUCKET).key(key)))
                    .url()
                    .toString());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
    }

    @Test
    void aSignedRequestToThisMachineIsAnswered() throws IOException {
        assertThat(get(signed.getRawPath() + "?" + signed.getRawQuery(), signed.getAuthority()))
                .startsWith("HTTP/1.1 200")
                .endsWith("what somebody wrote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:%d", "evil.example", "127.0.0.1.evil.example:%d", "10.0.0.1:%d"})
    void oneToAnotherHostIsRefusedHoweverItIsSigned(String host) throws IOException {
        assertThat(get(signed.getRawPath() + "?" + signed.getRawQuery(), host.formatted(port())))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("what somebody wrote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/telegram-lake", "/telegram-lake/a", "/telegram-lake/a?X-Amz-Signature=0"})
    void oneWithoutASignatureIsRefused(String path) throws IOException {
        assertThat(get(path, "127.0.0.1:" + port()))
                .matches("(?s)HTTP/1.1 40[03] .*")
                .doesNotContain("what somebody wrote")
                .doesNotContain("<Key>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:%d", "localhost:%d", "[::1]:%d"})
    void everyNameOfThisMachineIsHeard(String host) throws IOException {
        assertThat(ask("GET", "/telegram-lake/a", host.formatted(port()), "Authorization: AWS x:y\r\n", ""))
                .as("what S3Proxy itself says of a signature that is none")
                .contains("<RequestId>");
    }

    /// As it was tried: what made S3Proxy answer a request without a signature, or as another than it was signed.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/telegram-lake?Signature=x",
                "/telegram-lake?list-type=2&Signature=x",
                "/telegram-lake?AWSAccessKeyId=x&Signature=x",
                "/telegram-lake?X-Amz-Signature=x",
                "/telegram-lake?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=x",
                "/telegram-lake?x=Signature=",
                "/telegram-lake?%53ignature=x",
                "/?Signature=x",
                "/healthz",
                "//healthz",
            })
    void halfASignatureIsNone(String path) throws IOException {
        assertThat(get(path, "127.0.0.1:" + port()))
                .matches("(?s)HTTP/1.1 40[03] .*")
                .doesNotContain("<Key>", "what somebody wrote", "gitHash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Signature=x",
                "x-amz-signature=x",
                "Signature=x",
                "X-Amz-Algorithm=none",
                "response-content-type=text/html",
                "response-content-disposition=inline",
                "Response-Content-Type=text/html",
            })
    void aParameterThatIsAddedToASignedRequestIsRefused(String parameter) throws IOException {
        assertThat(get(signed.getRawPath() + "?" + signed.getRawQuery() + "&" + parameter, signed.getAuthority()))
                .matches("(?s)HTTP/1.1 40[03] .*")
                .doesNotContain("what somebody wrote");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: none",
                "Sec-Fetch-Mode: navigate",
                "Referer: http://evil.example/",
                "Authorization: AWS x:y",
                "Host: 127.0.0.1",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: application/x-www-form-urlencoded",
            })
    void aSignedRequestOfABrowserIsRefused(String header) throws IOException {
        assertThat(ask(
                        "GET",
                        signed.getRawPath() + "?" + signed.getRawQuery(),
                        signed.getAuthority(),
                        header + "\r\n",
                        ""))
                .matches("(?s)HTTP/1.1 40[03] .*")
                .doesNotContain("what somebody wrote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "PATCH", "CONNECT", "LIST"})
    void anotherMethodIsRefused(String method) throws IOException {
        assertThat(ask(method, signed.getRawPath() + "?" + signed.getRawQuery(), signed.getAuthority(), "", ""))
                .matches("(?s)HTTP/1.1 40[0-5] .*")
                .doesNotContain("what somebody wrote");
    }

    /// The form of the review: the policy is signed with the right credentials.
    @Test
    void aFormWritesNothing() throws IOException {
        String form = PostForm.of(credentials, folder.resolve("outside").toString(), "escaped");
        String before = tree();

        for (String path : List.of("/telegram-lake?Signature=x", "/telegram-lake")) {
            assertThat(ask(
                            "POST",
                            path,
                            "127.0.0.1:" + port(),
                            "Content-Type: multipart/form-data; boundary=%s\r\nContent-Length: %d\r\n"
                                    .formatted(PostForm.BOUNDARY, form.getBytes(StandardCharsets.UTF_8).length),
                            form))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void noAnswerIsAPageForABrowser() throws IOException {
        try (S3Client s3 = store.client()) {
            s3.putObject(
                    put -> put.bucket(Lake.BUCKET)
                            .key("page.html")
                            .contentType("text/html")
                            .contentDisposition("inline"),
                    RequestBody.fromString("<script>alert(1)</script>"));
        }
        URI page = presigned("page.html");
        for (String path : List.of(
                page.getRawPath() + "?" + page.getRawQuery(),
                page.getRawPath() + "?" + page.getRawQuery() + "x",
                "/telegram-lake?Signature=x",
                "/telegram-lake/../../x",
                "/%zz")) {
            assertThat(get(path, page.getAuthority()))
                    .as(path)
                    .contains(
                            "Content-Security-Policy: sandbox; default-src 'none'",
                            "X-Content-Type-Options: nosniff",
                            "Content-Disposition: attachment",
                            "Cross-Origin-Resource-Policy: same-origin")
                    .doesNotContain("inline");
        }
    }

    private static String tree() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList().toString();
        }
    }

    private static int port() {
        return store.endpoint().getPort();
    }

    private static String get(String path, String host) throws IOException {
        return ask("GET", path, host, "", "");
    }

    /// @param headers each with its line's end
    private static String ask(String method, String path, String host, String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n%s"
                    .formatted(method, path, host, headers, body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
