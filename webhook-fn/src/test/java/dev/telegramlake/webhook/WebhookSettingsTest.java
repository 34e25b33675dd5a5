package dev.telegramlake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WebhookSettingsTest {
    @Test
    void byDefaultAllGroupsAreKept() {
        assertThat(WebhookSettings.from(Map.of("WEBHOOK_SECRET_ARN", "arn:secret")))
                .isEqualTo(new WebhookSettings("telegram-updates", new SecretSource.Stored("arn:secret"), Set.of()));
    }

    @Test
    void everyVariableIsMapped() {
        assertThat(WebhookSettings.from(
                        Map.of("DELIVERY_STREAM", "s", "WEBHOOK_SECRET", "a_B-1", "ALLOWED_CHATS", "-1, -2")))
                .isEqualTo(new WebhookSettings("s", new SecretSource.Given("a_B-1"), Set.of(-1L, -2L)));
    }

    @Test
    void theListOfVariablesIsWhatIsRead() {
        Set<String> read = new HashSet<>();
        WebhookSettings.from(new HashMap<>(Map.of("WEBHOOK_SECRET", "a")) {
            @Override
            public @Nullable String get(Object name) {
                read.add((String) name);
                return super.get(name);
            }

            @Override
            public String getOrDefault(Object name, String byDefault) {
                read.add((String) name);
                return super.getOrDefault(name, byDefault);
            }
        });

        assertThat(read).isEqualTo(WebhookSettings.VARIABLES);
    }

    @Test
    void whatIsWrongIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new SecretSource.Given("no spaces"))
                .hasMessageContaining("1 to 256")
                .hasMessageNotContaining("no spaces");
        assertThatThrownBy(() -> WebhookSettings.from(Map.of()))
                .hasMessageContaining("WEBHOOK_SECRET_ARN and WEBHOOK_SECRET must be set, but neither is");
        assertThatThrownBy(() -> WebhookSettings.from(Map.of("WEBHOOK_SECRET", "a", "WEBHOOK_SECRET_ARN", "b")))
                .hasMessageContaining("both are");
        assertThatThrownBy(() -> WebhookSettings.from(Map.of("WEBHOOK_SECRET", "a", "ALLOWED_CHATS", "-1,x")))
                .hasMessageContaining("'x' is none");
    }

    @Test
    void theSecretIsNotInTheSettingsWords() {
        assertThat(new WebhookSettings("s", new SecretSource.Given("hush"), Set.of()))
                .asString()
                .doesNotContain("hush");
    }
}
