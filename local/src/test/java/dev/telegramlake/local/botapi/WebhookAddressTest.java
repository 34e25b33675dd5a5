package dev.telegramlake.local.botapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://lake.example.org/webhook",
                "https://lake.example.org:8443/webhook",
                "https://203.0.113.7/webhook",
            })
    void anAddressThatTelegramTakesIsLeftAsItIs(String url) {
        assertThat(WebhookAddress.check(url, true)).isEqualTo(URI.create(url));
        assertThat(WebhookAddress.doubt(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://lake.example.org/webhook,       https only",
        "ftp://lake.example.org/webhook,        https only",
        "https://lake.example.org:8080/webhook, not to 8080",
        "https://localhost/webhook,             ./lake poll",
        "https://127.0.0.1/webhook,             ./lake poll",
        "https://192.168.1.2/webhook,           ./lake poll",
        "https://[::1]/webhook,                 ./lake poll",
        "https://lake.example.org,              no path",
        "https://lake.example.org/,             no path",
        "lake.example.org/webhook,              no address",
        "https://a b/webhook,                   no address",
    })
    void anAddressThatTelegramWouldRefuseIsNamedWithTheReason(String url, String reason) {
        assertThatThrownBy(() -> WebhookAddress.check(url, true))
                .hasMessageContaining(url)
                .hasMessageContaining(reason);
    }

    @Test
    void aServerOfOnesOwnTakesMore() {
        assertThat(WebhookAddress.check("http://127.0.0.1:8080/webhook", false)).hasPort(8080);
        assertThatThrownBy(() -> WebhookAddress.check("ftp://127.0.0.1/webhook", false))
                .hasMessageContaining("https only");
    }

    @Test
    void anotherPathIsDoubted() {
        assertThat(WebhookAddress.doubt(URI.create("https://lake.example.org/hook")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.telegram.org", "http://127.0.0.1:8081", "http://localhost:8081/"})
    void theTokenGoesEncryptedOrStaysHere(String url) {
        assertThat(ApiUrl.of(url).method(new BotToken("T", "1:a"), "getMe")).hasPath("/bot1:a/getMe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.telegram.org",
                "http://192.168.1.2:8081",
                "http://127.0.0.1.example.org",
                "https://user@api.telegram.org",
                "https://api.telegram.org/?q",
                "api.telegram.org",
                "ftp://localhost",
            })
    void theTokenGoesNowhereElse(String url) {
        assertThatThrownBy(() -> ApiUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--api-url");
    }
}
