package dev.telegramlake.local.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AwsEndpointTest {
    private static final LocalCredentials CREDENTIALS = LocalCredentials.random();

    /// Only the host tells a page of another site from a client.
    @Test
    void aForeignHostIsRefusedWhateverItsCredentials() throws IOException {
        AwsEndpoint endpoint = new AwsEndpoint(new OwnHost("127.0.0.1"), CREDENTIALS, List.of());
        Javalin server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.post("/", endpoint::handle);
                })
                .start("127.0.0.1", 0);
        try {
            assertThat(post(server.port(), "evil.example:" + server.port()))
                    .startsWith("HTTP/1.1 403")
                    .contains("AccessDeniedException", "evil.example");
            assertThat(post(server.port(), "127.0.0.1:" + server.port())).contains("UnknownOperationException");
        } finally {
            server.stop();
        }
    }

    private static String post(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "POST / HTTP/1.1\r\nHost: %s\r\nAuthorization: AWS4-HMAC-SHA256 Credential=%s/a\r\n"
                            .formatted(host, CREDENTIALS.accessKeyId())
                    + "X-Amz-Target: Any.Thing\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
