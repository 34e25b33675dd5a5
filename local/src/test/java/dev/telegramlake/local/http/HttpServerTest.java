package dev.telegramlake.local.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpServerTest {
    /// More than the server has threads.
    private static final int SLOW = 400;

    @Test
    void clientsThatNeverFinishDoNotHoldUpTheOthers() throws Exception {
        CountDownLatch reading = new CountDownLatch(SLOW);
        List<Socket> slow = new ArrayList<>();
        try (HttpServer server = HttpServer.start(
                "127.0.0.1",
                0,
                config -> config.routes.get("/", http -> http.result("here")).post("/", http -> {
                    reading.countDown();
                    http.result(http.bodyAsBytes());
                }))) {
            try {
                for (int i = 0; i < SLOW; i++) {
                    slow.add(send(server, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"));
                }
                assertThat(reading.await(20, SECONDS))
                        .as("before the first of them is given up after 30 s")
                        .isTrue();
                try (Socket other = send(server, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
                    other.setSoTimeout(10_000);
                    assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                            .endsWith("here");
                }
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST / HT",
                "POST / HTTP/1.1\r\nHost: local",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"
            })
    void aConnectionOnWhichNothingComesIsClosed(String beginning) throws Exception {
        try (HttpServer server = HttpServer.start(
                        "127.0.0.1",
                        0,
                        Duration.ofMillis(200),
                        config -> config.routes.post("/", http -> http.result(http.bodyAsBytes())));
                Socket socket = send(server, beginning)) {
            socket.setSoTimeout(20_000);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .as("until the server closes the connection")
                    .doesNotContain("200 OK");
        }
    }

    private static Socket send(HttpServer server, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
