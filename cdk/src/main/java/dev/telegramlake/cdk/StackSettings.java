package dev.telegramlake.cdk;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.schema.PipelineSetup;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the operator decides, read from the context of `cdk.json` or from `-c NAME=VALUE`.
///
/// @param allowedChats     ids of the chats to keep; empty keeps all groups
/// @param zone             in which a day of the table begins
/// @param buffer           longest time that an update waits before it is in a file
/// @param rawRetentionDays how long the backup of the updates as received is kept
/// @param logRetentionDays how long the functions' logs are kept
/// @param compactionTime   when the day before is compacted, in the zone
/// @param alarmEmail       who is told of alarms; empty: nobody
/// @param scanLimitGigabytes most that one query may read
/// @param monthlyCostLimit US dollars a month at which an alarm says that the stack costs more
record StackSettings(
        Set<Long> allowedChats,
        ZoneId zone,
        Duration buffer,
        int rawRetentionDays,
        int logRetentionDays,
        LocalTime compactionTime,
        Optional<String> alarmEmail,
        int scanLimitGigabytes,
        int monthlyCostLimit) {
    static final String ALLOWED_CHATS = "allowedChats";
    static final String ZONE = "zone";
    static final String BUFFER_SECONDS = "bufferSeconds";
    static final String RAW_RETENTION_DAYS = "rawRetentionDays";
    static final String LOG_RETENTION_DAYS = "logRetentionDays";
    static final String COMPACTION_TIME = "compactionTime";
    static final String ALARM_EMAIL = "alarmEmail";
    static final String SCAN_LIMIT_GIGABYTES = "scanLimitGigabytes";
    static final String MONTHLY_COST_LIMIT = "monthlyCostLimit";

    /// [Days](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html)
    /// that CloudWatch Logs knows.
    private static final Set<Integer> LOG_RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /// Compaction looks back a week, and people need a while to see what failed.
    private static final int LEAST_RAW_DAYS = 30;

    private static final int LONGEST_DAYS = 3650;
    private static final Duration TIME_TO_DELIVER = Duration.ofMinutes(10);

    StackSettings {
        allowedChats = Set.copyOf(allowedChats);
        requireNonNull(zone, "zone is null");
        requireNonNull(alarmEmail, "alarmEmail is null");
        require(BUFFER_SECONDS, buffer.toSeconds(), 0, 900, "Firehose allows no other");
        require(RAW_RETENTION_DAYS, rawRetentionDays, LEAST_RAW_DAYS, LONGEST_DAYS, "days");
        require(SCAN_LIMIT_GIGABYTES, scanLimitGigabytes, 1, 7000, "GB a query");
        require(MONTHLY_COST_LIMIT, monthlyCostLimit, 1, 1_000_000, "US dollars");
        if (!LOG_RETENTIONS.contains(logRetentionDays)) {
            throw wrong(
                    LOG_RETENTION_DAYS,
                    logRetentionDays,
                    "one of "
                            + LOG_RETENTIONS.stream()
                                    .sorted()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")));
        }
        if (compactionTime.toSecondOfDay() < buffer.plus(TIME_TO_DELIVER).toSeconds()) {
            throw wrong(
                    COMPACTION_TIME,
                    compactionTime,
                    "%s or later: before that Firehose may not have delivered the day before"
                            .formatted(LocalTime.MIDNIGHT.plus(buffer).plus(TIME_TO_DELIVER)));
        }
    }

    /// @param context gives a value of the context by its name, or null
    /// @throws IllegalArgumentException a sentence for the operator
    static StackSettings from(Function<String, @Nullable Object> context) {
        return new StackSettings(
                chats(text(context, ALLOWED_CHATS, "")),
                zone(text(context, ZONE, PipelineSetup.ZONE)),
                Duration.ofSeconds(number(context, BUFFER_SECONDS, PipelineSetup.BUFFER_SECONDS)),
                number(context, RAW_RETENTION_DAYS, 365),
                number(context, LOG_RETENTION_DAYS, 30),
                time(text(context, COMPACTION_TIME, PipelineSetup.COMPACTION_TIME.toString())),
                email(text(context, ALARM_EMAIL, "")),
                number(context, SCAN_LIMIT_GIGABYTES, 100),
                number(context, MONTHLY_COST_LIMIT, 20));
    }

    private static String text(Function<String, @Nullable Object> context, String name, String byDefault) {
        Object value = context.apply(name);
        return value == null ? byDefault : String.valueOf(value).strip();
    }

    private static int number(Function<String, @Nullable Object> context, String name, int byDefault) {
        String value = text(context, name, String.valueOf(byDefault));
        if (!value.matches("[0-9]{1,9}")) {
            throw wrong(name, value, "a whole number");
        }
        return Integer.parseInt(value);
    }

    private static Set<Long> chats(String ids) {
        return Arrays.stream(ids.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> {
                    if (!id.matches("-?[0-9]{1,18}")) {
                        throw wrong(ALLOWED_CHATS, id, "ids of chats such as -1001234567890, separated by commas");
                    }
                    return Long.valueOf(id);
                })
                .collect(Collectors.toSet());
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw wrong(ZONE, name, "a time zone such as UTC or America/Sao_Paulo");
        }
        return ZoneId.of(name);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException wrong) {
            throw wrong(COMPACTION_TIME, text, "a time of the day such as 00:30");
        }
    }

    private static Optional<String> email(String address) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (!address.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw wrong(ALARM_EMAIL, address, "an e-mail address, or empty");
        }
        return Optional.of(address);
    }

    private static void require(String name, long value, long least, long most, String why) {
        if (value < least || value > most) {
            throw wrong(name, value, "%d to %d (%s)".formatted(least, most, why));
        }
    }

    private static IllegalArgumentException wrong(String name, Object value, String remedy) {
        return new IllegalArgumentException(
                "%s is '%s' and must be %s. Set it in cdk.json or with -c %s=...".formatted(name, value, remedy, name));
    }
}
