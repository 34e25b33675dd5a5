package dev.telegramlake.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
    private Instant now = Instant.parse("2026-09-01T10:00:59Z");
    private final RateLimit limit = new RateLimit(2, () -> now);

    @Test
    void beyondSoManyAMinuteOnlyTheirNumberIsKnown() {
        assertThat(limit.pass()).hasValue(0);
        assertThat(limit.pass()).hasValue(0);
        assertThat(limit.pass()).isEmpty();
        assertThat(limit.pass()).isEmpty();

        now = now.plusSeconds(1);

        assertThat(limit.pass()).hasValue(2);
        assertThat(limit.pass()).hasValue(0);
        assertThat(limit.pass()).isEmpty();
    }
}
