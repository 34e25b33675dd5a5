package dev.telegramlake.local.firehose.conversion;

import io.trino.spi.type.LongTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A timestamp without zone as the service reads it from JSON. Text is taken as UTC wall time.
///
/// | written | read as |
/// |---|---|
/// | a number below 1e12, also in quotes | seconds since 1970, with their fraction |
/// | a number from 1e12, also in quotes | milliseconds since 1970, with their fraction |
/// | `yyyy-M-d H:m:s[.f]` | one or two digits each |
/// | `yyyy-MM-ddTHH:mm:ss[.f]` | all digits; an offset or `Z` is turned into UTC |
///
/// Numbers are held as 64 bits of nanoseconds: before 1677 and after 2262 they wrap around, as in the service.
final class OpenXTimestamp {
    private static final BigDecimal MILLISECONDS_FROM = new BigDecimal("1e12");
    private static final int MAX_DIGITS = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d*\\.?\\d+(?:[eE][+-]?\\d{1,9})?");
    private static final Pattern LENIENT =
            Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2}) (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?");
    private static final Pattern ISO =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})?");

    private OpenXTimestamp() {}

    static LongTimestamp parse(String text) {
        try {
            if (NUMBER.matcher(text).matches()) {
                return ofEpoch(new BigDecimal(text));
            }
            Matcher lenient = LENIENT.matcher(text);
            if (lenient.matches()) {
                return of(lenient(lenient));
            }
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                return of(
                        iso.group(1) == null
                                ? LocalDateTime.parse(text)
                                : OffsetDateTime.parse(text)
                                        .withOffsetSameInstant(ZoneOffset.UTC)
                                        .toLocalDateTime());
            }
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw new IllegalArgumentException("For input string: \"%s\"".formatted(text), outOfRange);
        }
        throw new IllegalArgumentException("For input string: \"%s\"".formatted(text));
    }

    private static LocalDateTime lenient(Matcher text) {
        String fraction = text.group(7) == null ? "" : text.group(7);
        return LocalDateTime.of(
                Integer.parseInt(text.group(1)),
                Integer.parseInt(text.group(2)),
                Integer.parseInt(text.group(3)),
                Integer.parseInt(text.group(4)),
                Integer.parseInt(text.group(5)),
                Integer.parseInt(text.group(6)),
                Integer.parseInt((fraction + "000000000").substring(0, 9)));
    }

    private static LongTimestamp ofEpoch(BigDecimal epoch) {
        if (epoch.signum() == 0) {
            return new LongTimestamp(0, 0);
        }
        if (Math.abs((long) epoch.precision() - epoch.scale()) > MAX_DIGITS) {
            throw new ArithmeticException("far out of range");
        }
        int nanoDigits = epoch.abs().compareTo(MILLISECONDS_FROM) < 0 ? 9 : 6;
        BigInteger nanos =
                epoch.movePointRight(nanoDigits).setScale(0, RoundingMode.FLOOR).toBigInteger();
        long wrapped = nanos.longValue();
        return of(Math.floorDiv(wrapped, NANOS_PER_SECOND), (int) Math.floorMod(wrapped, NANOS_PER_SECOND));
    }

    private static LongTimestamp of(LocalDateTime utc) {
        Instant instant = utc.toInstant(ZoneOffset.UTC);
        return of(instant.getEpochSecond(), instant.getNano());
    }

    private static LongTimestamp of(long epochSecond, int nanoOfSecond) {
        return new LongTimestamp(epochSecond * 1_000_000 + nanoOfSecond / 1_000, nanoOfSecond % 1_000 * 1_000);
    }
}
