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
                        Optional.of(Instant.parse("2026-03-02T00:30:00Z")),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        false));
    }

    @Test
    void byHandADayOrADryRunOrARebuildIsAskedFor() {
        assertThat(read("{\"date\": \"2026-03-01\", \"dryRun\": true}"))
                .isEqualTo(new CompactionRequest(
                        Optional.empty(), Optional.of(days(1, 1)), Optional.empty(), false, true, false));
        assertThat(read("{\"from\": \"2026-03-01\", \"to\": \"2026-03-04\", \"change\": \"a-1\", \"retire\": true}"))
                .isEqualTo(new CompactionRequest(
                        Optional.empty(), Optional.of(days(1, 4)), Optional.of("a-1"), true, false, false));
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
                "{\"dates\": []}            | a member 'dates'; known are time, date, from, to, change, retire, dryRun and",
                "{\"rebuild\": true, \"dryRun\": true} | rebuild goes with neither days nor dryRun",
                "{\"from\": \"2026-03-01\"} | from and to go together",
                "{\"from\": \"2026-03-02\", \"to\": \"2026-03-01\"} | from, 2026-03-02, is after to, 2026-03-01",
                "{\"date\": \"2026-03-01\", \"to\": \"2026-03-01\"} | date goes with neither from nor to",
                "{\"change\": \"a\"} | change and retire need date, or from and to",
                "{\"date\": \"2026-03-01\", \"change\": \"../a\"} | change must be letters, digits and . _ -, but is",
            })
    void aWrongEventIsRefusedInASentence(String event, String sentence) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static CompactionRequest.Days days(int first, int last) {
        return new CompactionRequest.Days(LocalDate.of(2026, 3, first), LocalDate.of(2026, 3, last));
    }

    private static CompactionRequest read(String event) {
        return CompactionRequest.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }
}
