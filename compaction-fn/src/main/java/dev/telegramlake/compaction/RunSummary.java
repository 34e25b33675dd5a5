package dev.telegramlake.compaction;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one run has done; the function's answer.
///
/// @param run        its name; runs sort by it in the order of time
/// @param days       oldest first
/// @param registered days whose partition is sure to be there
/// @param retired    what was deleted
/// @param repaired   whether `MSCK REPAIR TABLE` was run
/// @param stopped    `time`, when the run ended for want of it; another run goes on from there
/// @param seconds    of the whole run
record RunSummary(
        String run,
        Instant started,
        String zone,
        boolean dryRun,
        List<DaySummary> days,
        List<LocalDate> registered,
        List<Retired> retired,
        boolean repaired,
        @Nullable String stopped,
        double seconds) {
    /// Objects of one day that were deleted.
    record Retired(LocalDate day, int objects, long bytes) {}

    RunSummary {
        days = List.copyOf(days);
        registered = List.copyOf(registered);
        retired = List.copyOf(retired);
    }
}
