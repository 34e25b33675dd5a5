package dev.telegramlake.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.wire.OwnHost;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as a browser sends them for a page of another site, on a socket: a client library would not let the host
/// be another one.
final class PageGuardTest {
    private static Javalin loopback;
    private static Javalin everywhere;

    @BeforeAll
    static void start() {
        loopback = server(new PageGuard(new OwnHost("127.0.0.1")));
        everywhere = server(new PageGuard(new OwnHost("0.0.0.0")));
    }

    @AfterAll
    static void stop() {
        loopback.stop();
        everywhere.stop();
    }

    private static Javalin server(PageGuard guard) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.before(guard::check);
                    config.routes.get("/", http -> http.result("page"));
                    config.routes.get("/api/chats", http -> http.result("chats"));
                    config.routes.post("/api/query", http -> http.result("rows"));
                    config.routes.post("/webhook", http -> http.result("taken"));
                    config.routes.exception(
                            RefusedException.class,
                            (refused, http) -> http.status(refused.status()).result(refused.sentence()));
                })
                .start("127.0.0.1", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:%d", "localhost:%d", "LocalHost:%d", "[::1]:%d"})
    void thePageIsServedForTheNamesOfThisMachine(String host) throws IOException {
        assertThat(get(loopback, "/", host)).startsWith("HTTP/1.1 200").endsWith("page");
        assertThat(get(loopback, "/api/chats", host)).startsWith("HTTP/1.1 200").endsWith("chats");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:%d",
                "evil.example",
                "localhost.evil.example:%d",
                "127.0.0.1.evil.example:%d",
                "127.0.0.1",
                "127.0.0.1:1",
                "192.168.0.1:%d",
                "[::2]:%d",
                "localhost:%d@evil.example",
            })
    void anotherHostIsRefused(String host) throws IOException {
        assertThat(get(loopback, "/", host)).matches("(?s)HTTP/1.1 40[03] .*").doesNotContain("page\"");
        assertThat(get(loopback, "/api/chats", host))
                .matches("(?s)HTTP/1.1 40[03] .*")
                .doesNotEndWith("chats");
    }

    @Test
    void theRefusalNamesTheHost() throws IOException {
        assertThat(get(loopback, "/", "evil.example:80")).contains("'evil.example:80'", "./lake up");
    }

    @Test
    void theWebhookIsOpenToTheNameOfATunnel() throws IOException {
        assertThat(exchange(loopback, "POST /webhook", "a.tunnel.example", "Origin: http://a.example\r\n", "{}"))
                .startsWith("HTTP/1.1 200")
                .endsWith("taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.0.7:%d", "192.168.0.7:9090", "[fe80::1]:%d", "localhost:%d", "10.0.0.1"})
    void aServerForTheNetworkAnswersForEveryAddress(String host) throws IOException {
        assertThat(get(everywhere, "/", host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:%d", "1.2.3.4.evil.example", "0x7f000001"})
    void aServerForTheNetworkAnswersForNoName(String host) throws IOException {
        assertThat(get(everywhere, "/", host)).startsWith("HTTP/1.1 403");
    }

    @Test
    void aPostOfThePageItselfIsTaken() throws IOException {
        String own = "127.0.0.1:" + loopback.port();
        String headers =
                "Origin: http://%s\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json; charset=utf-8\r\n"
                        .formatted(own);

        assertThat(exchange(loopback, "POST /api/query", own, headers, "{}")).endsWith("rows");
        assertThat(exchange(loopback, "POST /api/query", own, "Content-Type: application/json\r\n", "{}"))
                .as("a client that is no browser")
                .endsWith("rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: application/jsonx\r\n",
                "X-Other: no type\r\n",
                "Content-Type: application/json\r\nOrigin: http://evil.example\r\n",
                "Content-Type: application/json\r\nOrigin: null\r\n",
                "Content-Type: application/json\r\nOrigin: http://127.0.0.1:1\r\n",
                "Content-Type: application/json\r\nSec-Fetch-Site: cross-site\r\n",
                "Content-Type: application/json\r\nSec-Fetch-Site: same-site\r\n",
            })
    void aPostOfAnotherSiteIsRefused(String headers) throws IOException {
        assertThat(exchange(loopback, "POST /api/query", "127.0.0.1:" + loopback.port(), headers, "{}"))
                .matches("(?s)HTTP/1.1 4(03|15) .*")
                .doesNotEndWith("rows");
    }

    /// A path that the guard reads otherwise than the router would go around the guard.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%61pi/query",
                "/api%2Fquery",
                "//api/query",
                "/./api/query",
                "/webhook/../api/query",
                "/webhook/%2e%2e/api/query",
                "/webhook;/../api/query",
                "/api;a=b/query",
                "/API/query",
            })
    void noSpellingOfAPathGoesAroundTheGuard(String path) throws IOException {
        String own = "127.0.0.1:" + loopback.port();

        assertThat(exchange(loopback, "POST " + path, own, "Origin: http://evil.example\r\n", "{}"))
                .doesNotStartWith("HTTP/1.1 200")
                .doesNotEndWith("rows");
        assertThat(exchange(loopback, "POST " + path, "evil.example", "Content-Type: application/json\r\n", "{}"))
                .doesNotStartWith("HTTP/1.1 200")
                .doesNotEndWith("rows");
    }

    @Test
    void everyAnswerForbidsWhatThePageDoesNotNeed() throws IOException {
        String answer = get(loopback, "/", "localhost:%d");

        assertThat(answer)
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff")
                .contains("Referrer-Policy: no-referrer")
                .contains("Cross-Origin-Resource-Policy: same-origin")
                .doesNotContain("unsafe")
                .doesNotContain("Access-Control");
        assertThat(get(loopback, "/api/chats", "localhost:%d")).contains("Cache-Control: no-store");
    }

    private static String get(Javalin server, String path, String host) throws IOException {
        return exchange(server, "GET " + path, host.replace("%d", String.valueOf(server.port())), "", "");
    }

    private static String exchange(Javalin server, String request, String host, String headers, String body)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String text = "%s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                    .formatted(request, host, headers, body.length(), body);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
