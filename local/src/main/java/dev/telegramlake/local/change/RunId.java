package dev.telegramlake.local.change;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/// Names of runs, which sort by their time in UTC and are never the same.
public final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private RunId() {}

    /// For example `20260302T003000Z-5f0c1d2e`.
    public static String at(Instant now) {
        return TIME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
