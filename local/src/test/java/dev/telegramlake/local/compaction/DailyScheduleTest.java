package dev.telegramlake.local.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DailyScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T00:29:59Z, UTC, 2026-03-01T00:30:00Z",
        "2026-03-01T00:30:00Z, UTC, 2026-03-02T00:30:00Z",
        "2026-03-01T12:00:00Z, America/Sao_Paulo, 2026-03-02T03:30:00Z",
        // there is no 00:30 on the day on which summer time begins in Santiago
        "2026-09-05T12:00:00Z, America/Santiago, 2026-09-06T04:30:00Z",
        // and there are two on the day on which it ends in Havana
        "2026-10-31T12:00:00Z, America/Havana, 2026-11-01T04:30:00Z",
    })
    void itIsDueAtHalfPastMidnightOfTheZone(Instant after, ZoneId zone, Instant due) {
        assertThat(DailySchedule.next(after, zone)).isEqualTo(due);
    }

    @Test
    void itCallsWhenItIsDueWithTheTimeThatWasDue() {
        Instant due = Instant.parse("2026-03-01T00:30:00Z");
        Clock clock = Clock.offset(
                Clock.systemUTC(), Duration.between(Instant.now(), due).minusMillis(200));
        CompletableFuture<Instant> called = new CompletableFuture<>();

        try (DailySchedule schedule = new DailySchedule(clock, ZoneOffset.UTC, called::complete)) {
            assertThat(schedule).isNotNull();
            assertThat(called.join()).isEqualTo(due);
        }
    }
}
