package dev.telegramlake.local.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The machine's clock, put forward or back.
final class SettableClock extends Clock {
    private volatile Duration offset;

    SettableClock(Duration offset) {
        this.offset = offset;
    }

    void set(Duration newOffset) {
        offset = newOffset;
    }

    Duration offset() {
        return offset;
    }

    /// The offset at which it is a time in UTC.
    Duration offsetAt(LocalDateTime time) {
        return Duration.between(Instant.now(), time.toInstant(ZoneOffset.UTC));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Instants only");
    }
}
