package dev.telegramlake.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What requests cost that break off or are not HTTP, on the ports of the whole pipeline.
final class BrokenRequestsTest {
    private static final int CLOSED_CONNECTIONS = 800;
    private static final int BROKEN_BODIES = 50;
    private static final int MAX_LOG_BYTES = 20_000;
    private static final PrintStream ERR = System.err;
    private static final ByteArrayOutputStream TERMINAL = new ByteArrayOutputStream();

    @TempDir
    static Path folder;

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        System.setErr(new PrintStream(TERMINAL, true, UTF_8));
        pipeline = Pipeline.start(TestSettings.of(folder, "test-secret"));
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
        System.setErr(ERR);
    }

    @Test
    void aFloodOfThemLeavesTheLogsAndTheTerminalAlone() throws Exception {
        long logged = logBytes();
        int shown = TERMINAL.size();

        for (String head : heads()) {
            for (int i = 0; i < BROKEN_BODIES; i++) {
                assertThat(exchange(head, "Content-Length: 100\r\n\r\nab")).doesNotContain(" 500 ");
                assertThat(exchange(head, "Transfer-Encoding: chunked\r\n\r\nzz\r\nab"))
                        .doesNotContain(" 500 ");
            }
        }
        for (int i = 0; i < CLOSED_CONNECTIONS; i++) {
            try (Socket socket = send(heads().get(i % 4), "Content-Length: 100\r\n\r\nab")) {
                socket.setSoLinger(true, 0);
            }
        }
        assertThat(exchange(heads().getFirst(), "Content-Length: 0\r\n\r\n"))
                .as("the webhook, meanwhile")
                .startsWith("HTTP/1.1 401");

        assertThat(logBytes() - logged).as("bytes of logs").isLessThan(MAX_LOG_BYTES);
        assertThat(TERMINAL.toString(UTF_8).substring(shown)).isEmpty();
        try (Stream<String> lines = Files.lines(folder.resolve("logs").resolve("lake-0.log"))) {
            assertThat(lines).noneMatch(line -> line.contains("EofException:") || line.contains("BadMessage"));
        }
    }

    @Test
    void theirSenderIsToldAndTheyAreCounted() throws Exception {
        String webhook = heads().getFirst();
        String query = heads().get(1);
        long before = broken();

        assertThat(exchange(webhook, "Content-Length: 100\r\n\r\nab")).startsWith("HTTP/1.1 400");
        assertThat(exchange(webhook, "Transfer-Encoding: chunked\r\n\r\nzz\r\nab"))
                .startsWith("HTTP/1.1 400")
                .endsWith("\r\n\r\n");
        assertThat(exchange(query, "Content-Length: 100\r\n\r\nab")).startsWith("HTTP/1.1 400");
        assertThat(exchange(query, "Transfer-Encoding: chunked\r\n\r\nzz\r\nab"))
                .startsWith("HTTP/1.1 400");

        assertThat(broken() - before).isEqualTo(2);
    }

    private static long broken() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String status = http.send(
                            HttpRequest.newBuilder(pipeline.page().resolve("api/status"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return new ObjectMapper().readTree(status).findPath("broken").asLong();
        }
    }

    /// Of the webhook, the page, the AWS port and the S3 port.
    private static List<String> heads() {
        return List.of(
                head("/webhook", pipeline.page(), ""),
                head("/api/query", pipeline.page(), "Content-Type: application/json\r\n"),
                head("/", pipeline.aws(), "Authorization: AWS4-HMAC-SHA256 Credential=local/x\r\n"),
                head("/telegram-lake", pipeline.s3(), ""));
    }

    private static String head(String path, URI server, String headers) {
        return "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s".formatted(path, server.getPort(), headers);
    }

    private static String exchange(String head, String rest) throws IOException {
        try (Socket socket = send(head, "Connection: close\r\n" + rest)) {
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static Socket send(String head, String rest) throws IOException {
        int port = Integer.parseInt(head.replaceFirst("(?s).*Host: 127.0.0.1:(\\d+).*", "$1"));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write((head + rest).getBytes(ISO_8859_1));
        return socket;
    }

    private static long logBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
