package dev.telegramlake.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrefixExpressionTest {
    private static final ZonedDateTime OLDEST = ZonedDateTime.parse("2026-09-01T01:02:03+02:00[Europe/Zurich]");

    @ParameterizedTest
    @CsvSource({
        "updates/dt=!{timestamp:yyyy-MM-dd}/, updates/dt=2026-09-01/",
        "!{timestamp:yyyy}/!{timestamp:HH}/x, 2026/01/x",
        "updates/, updates/2026/09/01/01/",
        "updates, updates2026/09/01/01/",
        "'', 2026/09/01/01/",
    })
    void timestampsAreWrittenInTheGivenTimeZone(String prefix, String expected) {
        assertThat(PrefixExpression.data(prefix).evaluate(OLDEST, "")).isEqualTo(expected);
    }

    @Test
    void errorPrefixesNameTheTypeOfError() {
        PrefixExpression prefix =
                PrefixExpression.errors("errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/");

        assertThat(prefix.evaluate(OLDEST, "processing-failed")).isEqualTo("errors/processing-failed/dt=2026-09-01/");
    }

    @Test
    void randomStringsHaveElevenCharacters() {
        PrefixExpression prefix = PrefixExpression.data("a/!{firehose:random-string}/");

        assertThat(prefix.evaluate(OLDEST, "")).matches("a/[A-Za-z0-9]{11}/").isNotEqualTo(prefix.evaluate(OLDEST, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!{firehose:error-output-type}/",
                "!{firehose:other}/",
                "!{partitionKeyFromQuery:x}/",
                "!{timestamp:yyyy",
                "!{timestamp:{}/",
                "!{}",
            })
    void whatIsNotUnderstoodIsRefused(String prefix) {
        assertThatThrownBy(() -> PrefixExpression.data(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix);
    }
}
