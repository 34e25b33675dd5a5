package dev.telegramlake.compaction;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/// What the function is told by its environment.
///
/// @param zone            in which a day of the table begins
/// @param lookbackDays    how many days before today are looked at for late files
/// @param grace           how long replaced files stay, for queries that were planned with them
/// @param unloadOverBytes days of more bytes than this are compacted by Athena instead of in the function
public record CompactionSettings(
        String bucket,
        String database,
        String table,
        String workgroup,
        ZoneId zone,
        int lookbackDays,
        Duration grace,
        long unloadOverBytes) {
    /// Name of the bucket; default [Lake#BUCKET].
    static final String BUCKET = "BUCKET";

    /// Default [UpdatesTable#DATABASE].
    static final String DATABASE = "DATABASE";

    /// Default [UpdatesTable#NAME].
    static final String TABLE = "TABLE";

    /// Default [Lake#WORKGROUP].
    static final String WORKGROUP = "WORKGROUP";

    /// A time zone such as `America/Sao_Paulo`; default UTC.
    static final String TIME_ZONE = "TIME_ZONE";

    /// 1 to 60; default 7.
    static final String LOOKBACK_DAYS = "LOOKBACK_DAYS";

    /// 1 or more; default 48.
    static final String GRACE_HOURS = "GRACE_HOURS";

    /// 0 or more; default 4 GiB.
    static final String UNLOAD_OVER_BYTES = "UNLOAD_OVER_BYTES";

    /// All variables that are read.
    public static final Set<String> VARIABLES =
            Set.of(BUCKET, DATABASE, TABLE, WORKGROUP, TIME_ZONE, LOOKBACK_DAYS, GRACE_HOURS, UNLOAD_OVER_BYTES);

    private static final int MOST_LOOKBACK_DAYS = 60;

    public CompactionSettings {
        requireNonNull(zone, "zone is null");
        requireName("bucket", bucket, "[a-z0-9.-]+");
        requireName("database", database, "[a-z0-9_]+");
        requireName("table", table, "[a-z0-9_]+");
        requireName("workgroup", workgroup, "[A-Za-z0-9._-]+");
        if (lookbackDays < 1 || lookbackDays > MOST_LOOKBACK_DAYS) {
            throw new IllegalArgumentException(
                    "The days to look back must be 1 to %d, but are %d".formatted(MOST_LOOKBACK_DAYS, lookbackDays));
        }
        if (grace.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException(
                    "The grace period must be an hour or more, or running queries lose their files; it is " + grace);
        }
        if (unloadOverBytes < 0) {
            throw new IllegalArgumentException("The limit for UNLOAD must not be negative, but is " + unloadOverBytes);
        }
    }

    /// Reads the environment's variables, with a default for each.
    ///
    /// @throws IllegalArgumentException naming the variable that is wrong
    public static CompactionSettings from(Map<String, String> environment) {
        return new CompactionSettings(
                environment.getOrDefault(BUCKET, Lake.BUCKET),
                environment.getOrDefault(DATABASE, UpdatesTable.DATABASE),
                environment.getOrDefault(TABLE, UpdatesTable.NAME),
                environment.getOrDefault(WORKGROUP, Lake.WORKGROUP),
                zone(environment.getOrDefault(TIME_ZONE, "UTC")),
                Math.toIntExact(number(environment, LOOKBACK_DAYS, 7)),
                Duration.ofHours(number(environment, GRACE_HOURS, 48)),
                number(environment, UNLOAD_OVER_BYTES, 4L << 30));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "%s must be a time zone such as UTC or America/Sao_Paulo, but is '%s'".formatted(TIME_ZONE, name),
                    unknown);
        }
    }

    private static long number(Map<String, String> environment, String variable, long byDefault) {
        String value = environment.getOrDefault(variable, String.valueOf(byDefault));
        if (!value.matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException("%s must be a whole number, but is '%s'".formatted(variable, value));
        }
        return Long.parseLong(value);
    }

    private static void requireName(String what, String name, String pattern) {
        if (!name.matches(pattern)) {
            throw new IllegalArgumentException("The %s must match %s, but is '%s'".formatted(what, pattern, name));
        }
    }
}
