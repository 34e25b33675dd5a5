package dev.telegramlake.local.botapi;

import java.time.Duration;

/// Pauses between attempts: one second, then twice as long each time, thirty seconds at most.
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /// @param least what the other side asks for
    Duration next(Duration least) {
        Duration pause = next.compareTo(least) < 0 ? least : next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        return pause;
    }
}
