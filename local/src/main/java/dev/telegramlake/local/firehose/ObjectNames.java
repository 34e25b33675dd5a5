package dev.telegramlake.local.firehose;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/// Keys of the objects: `<prefix><stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid><extension>`. All times are the arrival
/// of the object's oldest record in the stream's time zone.
final class ObjectNames {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ROOT);
    private static final String PARQUET_EXTENSION = ".parquet";

    private final String stream;
    private final String version;
    private final ZoneId timeZone;
    private final PrefixExpression landing;
    private final PrefixExpression raw;
    private final PrefixExpression errors;

    /// Checks the prefixes.
    ///
    /// @throws IllegalArgumentException names the prefix that cannot be used
    ObjectNames(DeliveryStreamSettings settings) {
        stream = settings.name();
        version = settings.versionId();
        timeZone = settings.timeZone();
        landing = PrefixExpression.data(settings.prefixes().landing());
        raw = PrefixExpression.data(settings.prefixes().raw());
        errors = PrefixExpression.errors(settings.prefixes().errors());
        if (landing.hasExpressions() && settings.prefixes().errors().isEmpty()) {
            throw new IllegalArgumentException("A prefix with expressions needs an error output prefix: "
                    + settings.prefixes().landing());
        }
    }

    String landing(Instant oldest) {
        ZonedDateTime time = oldest.atZone(timeZone);
        return landing.evaluate(time, "") + name(time) + PARQUET_EXTENSION;
    }

    String raw(Instant oldest) {
        ZonedDateTime time = oldest.atZone(timeZone);
        return raw.evaluate(time, "") + name(time);
    }

    String error(String errorOutputType, Instant oldest) {
        ZonedDateTime time = oldest.atZone(timeZone);
        return errors.evaluate(time, errorOutputType) + name(time);
    }

    LocalDate day(Instant oldest) {
        return oldest.atZone(timeZone).toLocalDate();
    }

    private String name(ZonedDateTime oldest) {
        return "%s-%s-%s-%s".formatted(stream, version, TIME.format(oldest), UUID.randomUUID());
    }
}
