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
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

final class RequestGuardTest {
    private static ObjectStore store;
    private static URI signed;
    private static Path folder;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        folder = directory;
        LocalCredentials credentials = LocalCredentials.random();
        store = ObjectStore.start(directory.resolve("s3"), "127.0.0.1", 0, credentials);
        try (S3Client s3 = store.client();
                S3Presigner presigner = S3Presigner.builder()
                        .endpointOverride(store.endpoint())
                        .region(Region.of(LocalCredentials.REGION))
                        .credentialsProvider(credentials.provider())
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(true)
                                .build())
                        .build()) {
            s3.putObject(put -> put.bucket(Lake.BUCKET).key("a"), RequestBody.fromString("what somebody wrote"));
            signed = URI.create(presigner
                    .presignGetObject(sign -> sign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket(Lake.BUCKET).key("a")))
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
        assertThat(get("/telegram-lake/a?X-Amz-Signature=0", host.formatted(port())))
                .as("what S3Proxy itself says of a signature that is none")
                .contains("<Error>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "../../outside", "a/../../../outside", "/../../outside", "..%2f..%2foutside"})
    void noKeyLeadsOutOfItsBucket(String key) throws IOException {
        try (S3Client s3 = store.client()) {
            s3.putObject(put -> put.bucket(Lake.BUCKET).key(key), RequestBody.fromString("escaped"));
        } catch (S3Exception refused) {
            assertThat(refused.statusCode()).isBetween(400, 500);
        }
        try (Stream<Path> files = Files.find(folder, 9, (file, facts) -> facts.isRegularFile())) {
            assertThat(files)
                    .allMatch(file -> file.startsWith(folder.resolve("s3").resolve(Lake.BUCKET)));
        }
    }

    private static int port() {
        return store.endpoint().getPort();
    }

    private static String get(String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
