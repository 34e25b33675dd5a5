package dev.telegramlake.local.http;

import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Lets so many of a kind through in a minute, and counts the others. Safe for use by many threads.
public final class RateLimit {
    private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);

    private final int maxPerMinute;
    private final InstantSource clock;
    private long minute = Long.MIN_VALUE;
    private int passed;
    private long heldBack;

    public RateLimit(int maxPerMinute, InstantSource clock) {
        this.maxPerMinute = maxPerMinute;
        this.clock = clock;
    }

    /// Asks to let one through.
    ///
    /// @return how many were held back since the last that was let through; empty when this one is held back
    public synchronized OptionalLong pass() {
        long now = Math.floorDiv(clock.millis(), MINUTE);
        if (now != minute) {
            minute = now;
            passed = 0;
        }
        if (passed == maxPerMinute) {
            heldBack++;
            return OptionalLong.empty();
        }
        passed++;
        long before = heldBack;
        heldBack = 0;
        return OptionalLong.of(before);
    }
}
