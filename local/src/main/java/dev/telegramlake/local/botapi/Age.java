package dev.telegramlake.local.botapi;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A moment in words and in UTC.
public final class Age {
    private Age() {}

    /// For example `2 minutes ago (2026-11-25T10:00:00Z)`.
    public static String inWords(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        String words;
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            words = count(Math.max(0, age.toSeconds()), "second");
        } else if (age.compareTo(Duration.ofHours(1)) < 0) {
            words = count(age.toMinutes(), "minute");
        } else if (age.compareTo(Duration.ofDays(2)) < 0) {
            words = count(age.toHours(), "hour");
        } else {
            words = count(age.toDays(), "day");
        }
        return "%s ago (%s)".formatted(words, then.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String count(long number, String unit) {
        return "%d %s%s".formatted(number, unit, number == 1 ? "" : "s");
    }
}
