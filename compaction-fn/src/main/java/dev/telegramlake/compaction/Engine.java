package dev.telegramlake.compaction;

import java.util.List;

/// Writes a run, and reads it back.
interface Engine {
    /// What was written.
    ///
    /// @param inputs     the plan's new files that were read
    /// @param setAside   the plan's new files that could not be read
    /// @param changed    rows of the plan's change
    /// @param rowsIn     rows that were read, those of the change too
    /// @param duplicates rows that the run must lack, counted in what was read
    record Written(
            List<Manifest.Input> inputs,
            List<Manifest.SetAside> setAside,
            List<Manifest.Output> outputs,
            long changed,
            long rowsIn,
            long duplicates) {
        public Written {
            inputs = List.copyOf(inputs);
            setAside = List.copyOf(setAside);
            outputs = List.copyOf(outputs);
        }
    }

    /// What is in the files of a run.
    ///
    /// @param updates   different `update_id`s
    /// @param withoutId rows whose `update_id` is null
    record Contents(long rows, long updates, long withoutId) {}

    /// Writes all rows of the plan's sources into the folder of the run, one row an `update_id`, without those that
    /// the day before has, sorted by chat, event time and update. The first arrival stays, but for what the plan's
    /// change replaces or takes out.
    ///
    /// @throws OutOfTimeException       when the deadline comes before the end
    /// @throws CompactionFailedException when it cannot be done
    Written write(DayPlan plan, String run, Deadline deadline);

    /// Reads the files of a run as they are in the bucket.
    Contents readBack(DayPlan plan, String run, List<Manifest.Output> outputs, Deadline deadline);
}
