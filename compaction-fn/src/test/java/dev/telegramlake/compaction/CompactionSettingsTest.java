package dev.telegramlake.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompactionSettingsTest {
    @Test
    void everySettingHasADefault() {
        assertThat(CompactionSettings.from(Map.of()))
                .isEqualTo(new CompactionSettings(
                        "telegram-lake",
                        "telegram",
                        "updates",
                        "telegram-lake",
                        ZoneId.of("UTC"),
                        7,
                        Duration.ofDays(2),
                        4L * 1024 * 1024 * 1024));
    }

    @Test
    void everySettingHasAVariable() {
        assertThat(CompactionSettings.from(Map.of(
                        "BUCKET", "another-lake",
                        "DATABASE", "another",
                        "TABLE", "rows",
                        "WORKGROUP", "primary",
                        "TIME_ZONE", "America/Sao_Paulo",
                        "LOOKBACK_DAYS", "3",
                        "GRACE_HOURS", "5",
                        "UNLOAD_OVER_BYTES", "0")))
                .isEqualTo(new CompactionSettings(
                        "another-lake",
                        "another",
                        "rows",
                        "primary",
                        ZoneId.of("America/Sao_Paulo"),
                        3,
                        Duration.ofHours(5),
                        0));
    }

    @Test
    void theListOfVariablesIsWhatIsRead() {
        Set<String> read = new HashSet<>();
        CompactionSettings.from(new HashMap<>() {
            @Override
            public String getOrDefault(Object name, String byDefault) {
                read.add((String) name);
                return super.getOrDefault(name, byDefault);
            }
        });

        assertThat(read).isEqualTo(CompactionSettings.VARIABLES);
    }

    @Test
    void theLeastAndTheMostThatAreAllowedAreTaken() {
        CompactionSettings least = CompactionSettings.from(Map.of("LOOKBACK_DAYS", "1", "GRACE_HOURS", "1"));

        assertThat(least.lookbackDays()).isEqualTo(1);
        assertThat(least.grace()).isEqualTo(Duration.ofHours(1));
        assertThat(CompactionSettings.from(Map.of("LOOKBACK_DAYS", "60")).lookbackDays())
                .isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "BUCKET, Not A Bucket",
        "DATABASE, a-b",
        "TABLE, x;y",
        "WORKGROUP, a b",
        "TIME_ZONE, Nowhere/Land",
        "LOOKBACK_DAYS, 0",
        "LOOKBACK_DAYS, 61",
        "GRACE_HOURS, 0",
        "UNLOAD_OVER_BYTES, -1",
        "UNLOAD_OVER_BYTES, 4GiB",
    })
    void aWrongValueIsNamed(String variable, String value) {
        assertThatThrownBy(() -> CompactionSettings.from(Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(variable.equals("GRACE_HOURS") ? "PT0S" : value);
    }
}
