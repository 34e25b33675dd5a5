package dev.telegramlake.compaction;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be done with a day, from what the bucket holds of it and of the day before. Nothing is read or written
/// to make it.
///
/// @param generation of the manifest that would be committed
/// @param newFiles   landing files to fold in
/// @param change     rows to put in the place of others, or to take out
/// @param current    what holds the day's rows so far
/// @param before     what duplicates are looked for in
/// @param beforeFolder prefix of the folder with the rows of the day before
/// @param beforeFiles  its files
record DayPlan(
        LocalDate day,
        Action action,
        Manifest.EngineName engine,
        int generation,
        List<StoredObject> newFiles,
        Optional<Change> change,
        Optional<Manifest> current,
        Manifest.DayBefore before,
        String beforeFolder,
        List<DataFile> beforeFiles) {
    enum Action {
        /// There is nothing of the day, or nothing new.
        NOTHING,
        /// Landing files are new, or there is a change to make.
        COMPACT,
        /// No file is new, but the day before has other rows than those that duplicates were looked for in.
        CHECK_AGAIN
    }

    /// A file to read.
    ///
    /// @param size bytes
    record DataFile(String key, long size, String etag) {}

    /// A change of rows that is staged.
    ///
    /// @param rows    files whose rows take the place of the day's rows of the same update, or are added
    /// @param removed files with the `update_id`s to take out
    record Change(String id, List<DataFile> rows, List<DataFile> removed) {
        Change {
            rows = List.copyOf(rows);
            removed = List.copyOf(removed);
        }

        private long bytes() {
            return Stream.concat(rows.stream(), removed.stream())
                    .mapToLong(DataFile::size)
                    .sum();
        }
    }

    DayPlan {
        newFiles = List.copyOf(newFiles);
        beforeFiles = List.copyOf(beforeFiles);
    }

    /// @param change          one that no manifest of the day has yet
    /// @param unloadOverBytes days of more bytes are for Athena
    static DayPlan of(DayState state, DayState dayBefore, Optional<Change> change, long unloadOverBytes) {
        List<StoredObject> newFiles = state.newFiles();
        Manifest.DayBefore before = dayBefore.asDayBefore();
        DayPlan plan = new DayPlan(
                state.day(),
                change.isPresent() ? Action.COMPACT : action(state, newFiles, before),
                Manifest.EngineName.DUCKDB,
                state.current().map(Manifest::generation).orElse(0) + 1,
                newFiles,
                change,
                state.current(),
                before,
                dayBefore.location(),
                files(dayBefore));
        return plan.bytes() > unloadOverBytes ? plan.by(Manifest.EngineName.UNLOAD) : plan;
    }

    private static Action action(DayState state, List<StoredObject> newFiles, Manifest.DayBefore before) {
        if (!newFiles.isEmpty()) {
            return Action.COMPACT;
        }
        boolean otherRowsBefore = state.current().isPresent()
                && !Objects.equals(state.current().get().dayBefore().run(), before.run());
        return otherRowsBefore ? Action.CHECK_AGAIN : Action.NOTHING;
    }

    private static List<DataFile> files(DayState state) {
        return state.current()
                .map(DayPlan::outputs)
                .orElseGet(() -> state.landing().stream().map(DayPlan::file).toList());
    }

    private static List<DataFile> outputs(Manifest manifest) {
        return manifest.outputs().stream()
                .map(output -> new DataFile(output.key(), output.size(), output.etag()))
                .toList();
    }

    static DataFile file(StoredObject object) {
        return new DataFile(object.key(), object.size(), object.etag());
    }

    DayPlan by(Manifest.EngineName other) {
        return new DayPlan(
                day, action, other, generation, newFiles, change, current, before, beforeFolder, beforeFiles);
    }

    DayFolders folders() {
        return new DayFolders(day);
    }

    List<DataFile> landingFiles() {
        return newFiles.stream().map(DayPlan::file).toList();
    }

    /// Files of the run that holds the day's rows so far.
    List<DataFile> currentFiles() {
        return current.map(DayPlan::outputs).orElse(List.of());
    }

    /// Files of the change's rows.
    List<DataFile> changedFiles() {
        return change.map(Change::rows).orElse(List.of());
    }

    /// Files of the updates that the change takes out.
    List<DataFile> removedFiles() {
        return change.map(Change::removed).orElse(List.of());
    }

    /// Files whose rows go into the new run.
    List<DataFile> sources() {
        List<DataFile> sources = new ArrayList<>(currentFiles());
        sources.addAll(landingFiles());
        return sources;
    }

    /// All that has to be read.
    long bytes() {
        return bytesIn()
                + change.map(Change::bytes).orElse(0L)
                + beforeFiles.stream().mapToLong(DataFile::size).sum();
    }

    long bytesIn() {
        return sources().stream().mapToLong(DataFile::size).sum();
    }
}
