package dev.telegramlake.compaction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one run made of one day.
///
/// @param reason     why it failed or stopped
/// @param generation of the newest manifest; null: there is none
/// @param filesIn    files read: the day's run so far and new landing files
/// @param rowsIn     rows in them
/// @param seconds    by step
record DaySummary(
        LocalDate day,
        Status status,
        @Nullable String reason,
        @Nullable Integer generation,
        @Nullable String run,
        Manifest.@Nullable EngineName engine,
        int filesIn,
        long bytesIn,
        int filesOut,
        long bytesOut,
        long rowsIn,
        long duplicates,
        long rowsOut,
        List<Manifest.SetAside> setAside,
        Map<String, Double> seconds) {
    enum Status {
        /// Nothing has landed.
        EMPTY,
        /// Nothing new since the last commit.
        UNCHANGED,
        /// A dry run: it would be compacted.
        PLANNED,
        COMPACTED,
        /// Looked through again, with nothing to change in its files.
        CHECKED,
        /// Another run committed first. Its files stand; this run's are removed after the grace period.
        OVERTAKEN,
        FAILED,
        /// Not done for want of time.
        STOPPED;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    DaySummary {
        setAside = List.copyOf(setAside);
    }

    /// A day of which no more than its state is known.
    static DaySummary of(DayState state, Status status) {
        Manifest current = state.current().orElse(null);
        return new DaySummary(
                state.day(),
                status,
                null,
                current == null ? null : current.generation(),
                current == null ? null : current.run(),
                null,
                0,
                0,
                current == null ? 0 : current.outputs().size(),
                current == null ? 0 : current.bytesOut(),
                0,
                0,
                current == null ? 0 : current.rowsOut(),
                List.of(),
                Map.of());
    }

    static DaySummary planned(DayPlan plan) {
        return new DaySummary(
                plan.day(),
                Status.PLANNED,
                null,
                plan.generation(),
                null,
                plan.engine(),
                plan.sources().size(),
                plan.bytesIn(),
                0,
                0,
                0,
                0,
                0,
                List.of(),
                Map.of());
    }

    static DaySummary committed(DayPlan plan, Status status, Manifest manifest, Map<String, Double> seconds) {
        return new DaySummary(
                plan.day(),
                status,
                null,
                manifest.generation(),
                manifest.run(),
                manifest.engine(),
                plan.sources().size(),
                plan.bytesIn(),
                manifest.outputs().size(),
                manifest.bytesOut(),
                manifest.rowsIn(),
                manifest.duplicates(),
                manifest.rowsOut(),
                manifest.setAside(),
                seconds);
    }

    static DaySummary ended(LocalDate day, Status status, String reason, Map<String, Double> seconds) {
        return new DaySummary(day, status, reason, null, null, null, 0, 0, 0, 0, 0, 0, 0, List.of(), seconds);
    }
}
