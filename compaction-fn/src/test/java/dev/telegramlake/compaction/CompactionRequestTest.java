package dev.telegramlake.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompactionRequestTest {
    private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");

    @Test
    void theSchedulersEventHasTheTimeThatWasDue() {
        CompactionRequest request = read("{\"time\": \"2026-03-02T02:30:00Z\"}");

        assertThat(request.today(NOW, ZoneId.of("UTC"))).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(request.today(NOW, ZoneId.of("America/Sao_Paulo"))).isEqualTo(LocalDate.of(2026, 3, 1));
    }

    @Test
    void aRulesEventHasItToo() {
        CompactionRequest request = read("""
                {"version": "0", "id": "53dc4d37", "detail-type": "Scheduled Event", "source": "aws.events",
                 "account": "123456789012", "time": "2026-03-02T00:30:00Z", "region": "us-east-1",
                 "resources": ["arn:aws:events:us-east-1:123456789012:rule/daily"], "detail": {}}""");

        assertThat(request)
                .isEqualTo(new CompactionRequest(
                        Optional.of(Instant.parse("2026-03-02T00:30:00Z")), Optional.empty(), false, false));
    }

    @Test
    void byHandADayOrADryRunOrARebuildIsAskedFor() {
        assertThat(read("{\"date\": \"2026-03-01\", \"dryRun\": true}"))
                .isEqualTo(new CompactionRequest(Optional.empty(), Optional.of(LocalDate.of(2026, 3, 1)), true, false));
        assertThat(read("{\"rebuild\": true}").rebuild()).isTrue();
        assertThat(read("{}").today(NOW, ZoneId.of("UTC"))).isEqualTo(LocalDate.of(2026, 3, 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                          | The event is not JSON",
                "[]                         | must be a JSON object",
                "{\"date\": \"1.3.2026\"}   | date must be a day such as 2026-03-01, but is \"1.3.2026\"",
                "{\"time\": \"now\"}        | time must be an instant such as 2026-03-02T00:30:00Z, but is \"now\"",
                "{\"dryRun\": \"yes\"}      | dryRun must be true or false, but is \"yes\"",
                "{\"dates\": []}            | a member 'dates'; known are time, date, dryRun and rebuild",
                "{\"rebuild\": true, \"dryRun\": true} | rebuild goes with neither date nor dryRun",
            })
    void aWrongEventIsRefusedInASentence(String event, String sentence) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static CompactionRequest read(String event) {
        return CompactionRequest.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }
}
