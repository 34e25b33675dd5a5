package dev.telegramlake.local.compaction;

import dev.telegramlake.schema.PipelineSetup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Consumer;

/// Calls once a day, at half past midnight of a time zone, as the stack's schedule does.
final class DailySchedule implements AutoCloseable {
    /// The clock may be set, and the machine may sleep.
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final ZoneId zone;
    private final Consumer<Instant> due;
    private final Thread thread;

    /// @param due called on a thread of this schedule with the time that was due
    DailySchedule(InstantSource clock, ZoneId zone, Consumer<Instant> due) {
        this.clock = clock;
        this.zone = zone;
        this.due = due;
        this.thread = Thread.ofVirtual().name("daily-schedule").start(this::run);
    }

    /// The first time after another one at which a call is due.
    static Instant next(Instant after, ZoneId zone) {
        ZonedDateTime local = after.atZone(zone);
        ZonedDateTime today =
                local.toLocalDate().atTime(PipelineSetup.COMPACTION_TIME).atZone(zone);
        ZonedDateTime next = today.toInstant().isAfter(after)
                ? today
                : local.toLocalDate()
                        .plusDays(1)
                        .atTime(PipelineSetup.COMPACTION_TIME)
                        .atZone(zone);
        return next.toInstant();
    }

    private void run() {
        try {
            while (true) {
                Instant next = next(clock.instant(), zone);
                for (Duration left = until(next); left.isPositive(); left = until(next)) {
                    Thread.sleep(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP);
                }
                due.accept(next);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration until(Instant next) {
        return Duration.between(clock.instant(), next);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
