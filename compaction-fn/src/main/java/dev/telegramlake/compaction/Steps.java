package dev.telegramlake.compaction;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The steps of one day: each is logged as it begins, and timed.
final class Steps {
    private final LocalDate day;
    private final Consumer<String> log;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    /// @param log takes one line of JSON a step
    Steps(LocalDate day, Consumer<String> log) {
        this.day = day;
        this.log = log;
    }

    <T> T run(String step, Supplier<T> work) {
        log.accept("{\"event\":\"compaction-step\",\"day\":\"%s\",\"step\":\"%s\"}\n".formatted(day, step));
        long started = System.nanoTime();
        try {
            return work.get();
        } finally {
            seconds.merge(step, seconds(started), Double::sum);
        }
    }

    Map<String, Double> seconds() {
        return new LinkedHashMap<>(seconds);
    }

    /// Since a time of [System#nanoTime], rounded to milliseconds.
    static double seconds(long started) {
        return Math.round((System.nanoTime() - started) / 1e6) / 1e3;
    }
}
