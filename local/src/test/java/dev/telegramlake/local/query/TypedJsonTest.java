package dev.telegramlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TypedJsonTest {
    @Test
    void numbersAreNumbers() {
        assertThat(TypedJson.of(-1_001_234_567_890L, "bigint")).hasToString("-1001234567890");
        assertThat(TypedJson.of(7, "integer")).hasToString("7");
        assertThat(TypedJson.of(0.5, "double")).hasToString("0.5");
        assertThat(TypedJson.of("32.90", "decimal(38, 2)").isNumber()).isTrue();
        assertThat(TypedJson.of("32.90", "decimal(38, 2)").doubleValue()).isEqualTo(32.9);
        assertThat(TypedJson.of(true, "boolean")).hasToString("true");
    }

    @Test
    void whatJsonHasNoNumberForIsNull() {
        assertThat(TypedJson.of(null, "bigint")).hasToString("null");
        assertThat(TypedJson.of(Double.NaN, "double")).hasToString("null");
        assertThat(TypedJson.of(Double.POSITIVE_INFINITY, "double")).hasToString("null");
    }

    @Test
    void daysAndTimesAreIso8601() {
        assertThat(TypedJson.of("2026-03-01", "date")).hasToString("\"2026-03-01\"");
        assertThat(TypedJson.of("2026-03-01 11:59:59.250", "timestamp(3)")).hasToString("\"2026-03-01T11:59:59.250\"");
        assertThat(TypedJson.of("2026-03-01 11:59:59 America/Sao_Paulo", "timestamp(0) with time zone"))
                .hasToString("\"2026-03-01T11:59:59-03:00\"");
        assertThat(TypedJson.of("2026-03-01 11:59:59.250 UTC", "timestamp(3) with time zone"))
                .hasToString("\"2026-03-01T11:59:59.25Z\"");
    }

    @Test
    void textIsTextWhateverItLooksLike() {
        assertThat(TypedJson.of("12", "varchar")).hasToString("\"12\"");
        assertThat(TypedJson.of("2026-03-01 11:59:59", "varchar")).hasToString("\"2026-03-01 11:59:59\"");
    }

    @Test
    void arraysAndMapsKeepTheTypesOfTheirElements() {
        assertThat(TypedJson.of(Arrays.asList("1.5", null), "array(decimal(2, 1))"))
                .hasToString("[1.5,null]");
        assertThat(TypedJson.of(List.of(List.of("a")), "array(array(varchar))")).hasToString("[[\"a\"]]");
        assertThat(TypedJson.of(Map.of("a", 1L), "map(varchar, bigint)")).hasToString("{\"a\":1}");
    }
}
