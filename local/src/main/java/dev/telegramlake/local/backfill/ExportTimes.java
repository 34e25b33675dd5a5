package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the times of an export. `NAME_unixtime` is exact. `NAME` alone, in older exports and of reactions, is the
/// local
/// time of the machine that exported, without its zone: the zone that is given, else the offset that the last message
/// with both shows, else a zone to fall back on. Of an hour that comes twice at the end of daylight saving time, it is
/// the first.
final class ExportTimes {
    /// Telegram did not exist before.
    private static final long FIRST = Instant.parse("2013-08-14T00:00:00Z").getEpochSecond();

    /// Later days are no `yyyy-MM-dd`.
    private static final long LAST = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    private final Optional<ZoneId> given;
    private final ZoneId fallback;
    private @Nullable Long offset;

    /// @param given the zone of the machine that exported
    ExportTimes(Optional<ZoneId> given, ZoneId fallback) {
        this.given = given;
        this.fallback = fallback;
    }

    /// Seconds since 1970 UTC; null where there is no time, or one before Telegram or after the year 9999.
    @Nullable
    Long seconds(JsonNode node, String name) {
        String unix = node.path(name + "_unixtime").asText("");
        @Nullable LocalDateTime local = local(node.path(name).asText(""));
        @Nullable Long seconds = null;
        if (unix.matches("[0-9]{1,12}")) {
            seconds = Long.valueOf(unix);
            if (local != null) {
                offset = local.toEpochSecond(ZoneOffset.UTC) - seconds;
            }
        } else if (local != null) {
            seconds = given.isEmpty() && offset != null
                    ? local.toEpochSecond(ZoneOffset.UTC) - offset
                    : local.atZone(given.orElse(fallback)).toEpochSecond();
        }
        return seconds == null || seconds < FIRST || seconds > LAST ? null : seconds;
    }

    private static @Nullable LocalDateTime local(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException none) {
            return null;
        }
    }
}
