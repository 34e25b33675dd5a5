package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StackSettingsTest {
    @Test
    void everythingHasADefault() {
        assertThat(StackSettings.from(name -> null))
                .isEqualTo(new StackSettings(
                        Set.of(),
                        ZoneId.of("UTC"),
                        Duration.ofMinutes(1),
                        365,
                        30,
                        LocalTime.of(0, 30),
                        Optional.empty(),
                        100,
                        20));
    }

    @Test
    void everyNameOfTheContextIsMapped() {
        Map<String, Object> context = Map.of(
                "allowedChats", "-1001, -1002",
                "zone", "America/Sao_Paulo",
                "bufferSeconds", 300,
                "rawRetentionDays", "30",
                "logRetentionDays", 90,
                "compactionTime", "01:15",
                "alarmEmail", "ops@example.org",
                "scanLimitGigabytes", "5",
                "monthlyCostLimit", 7);

        assertThat(StackSettings.from(context::get))
                .isEqualTo(new StackSettings(
                        Set.of(-1001L, -1002L),
                        ZoneId.of("America/Sao_Paulo"),
                        Duration.ofMinutes(5),
                        30,
                        90,
                        LocalTime.of(1, 15),
                        Optional.of("ops@example.org"),
                        5,
                        7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    allowedChats       | my-group  | ids of chats
                    zone               | Mars      | a time zone such as UTC
                    zone               | +03:00    | a time zone such as UTC
                    bufferSeconds      | 901       | 0 to 900
                    bufferSeconds      | a minute  | a whole number
                    rawRetentionDays   | 7         | 30 to 3650
                    logRetentionDays   | 31        | one of 1, 3, 5
                    compactionTime     | half past | a time of the day
                    compactionTime     | 00:05     | 00:11 or later
                    alarmEmail         | ops       | an e-mail address
                    scanLimitGigabytes | 0         | 1 to 7000
                    monthlyCostLimit   | 0         | 1 to 1000000
                    """)
    void aWrongValueIsRefusedWithItsNameAndTheRemedy(String name, String value, String remedy) {
        Map<String, Object> context = Map.of(name, value);

        assertThatThrownBy(() -> StackSettings.from(context::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " is '" + value + "'")
                .hasMessageContaining(remedy)
                .hasMessageContaining("-c " + name + "=");
    }
}
