package dev.telegramlake.local.query;

import dev.telegramlake.local.trino.TrinoQuery;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How long work on a query may take. At its end the query is cancelled. Some work does not hear that, such as Trino
/// computing a constant: what still runs a while later is reported.
final class TimeLimit implements AutoCloseable {
    private final Duration duration;
    private final Duration grace;
    private final Runnable stuck;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("query-limit").daemon().factory());

    /// @param grace how long after its cancellation work may still end by itself
    /// @param stuck called when work goes on after that
    TimeLimit(Duration duration, Duration grace, Runnable stuck) {
        this.duration = duration;
        this.grace = grace;
        this.stuck = stuck;
        timer.setRemoveOnCancelPolicy(true);
    }

    Duration duration() {
        return duration;
    }

    /// Begins to count.
    Clocked start() {
        return new Clocked();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /// Work whose time is counted, until it is closed.
    final class Clocked implements AutoCloseable {
        private Future<?> alarm;
        private @Nullable TrinoQuery query;
        private boolean isOver;
        private boolean isDone;

        private Clocked() {
            alarm = timer.schedule(this::stop, duration.toNanos(), TimeUnit.NANOSECONDS);
        }

        synchronized boolean isOver() {
            return isOver;
        }

        /// Names the query to cancel.
        synchronized void runs(TrinoQuery running) {
            query = running;
            if (isOver) {
                running.cancel();
            }
        }

        private synchronized void stop() {
            isOver = true;
            alarm = timer.schedule(this::look, grace.toNanos(), TimeUnit.NANOSECONDS);
            if (query != null) {
                query.cancel();
            }
        }

        private synchronized void look() {
            if (!isDone || (query != null && query.isWorking())) {
                stuck.run();
            }
        }

        @Override
        public synchronized void close() {
            isDone = true;
            if (!isOver) {
                alarm.cancel(false);
            }
        }
    }
}
