package dev.telegramlake.compaction;

import java.time.Duration;

/// When the function must have stopped.
final class Deadline {
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// Negative when it is over.
    Duration left() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    /// @throws OutOfTimeException when there is less time left than a step needs
    void require(Duration needed, String step) {
        if (left().compareTo(needed) < 0) {
            throw new OutOfTimeException("%s may take %d s, and %d s are left"
                    .formatted(step, needed.toSeconds(), Math.max(0, left().toSeconds())));
        }
    }
}
