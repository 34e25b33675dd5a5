package dev.telegramlake.compaction;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the objects of one day lie in the bucket. Prefixes end in a slash.
record DayFolders(LocalDate day) {
    private static final Pattern MANIFEST = Pattern.compile(".*/manifest-([0-9]{8})\\.json");
    private static final Pattern IN_RUN = Pattern.compile(".*/run=([^/]+)/.*");
    private static final Pattern FOLDER =
            Pattern.compile(".*/" + UpdatesTable.PARTITION_KEY + "=([0-9]{4}-[0-9]{2}-[0-9]{2})/");

    /// Where Firehose lands the day's files.
    String landing() {
        return Lake.LANDING_PREFIX + folder();
    }

    /// Where history is put that is to be folded in; no query reads it.
    String imports() {
        return Lake.IMPORTS_PREFIX + folder();
    }

    /// Where the rows of a change are staged: each takes the place of the day's row of the same update, if there is
    /// one.
    String changedRows(String change) {
        return change(change) + "rows/";
    }

    /// Where the updates that a change takes out are staged: files with their `update_id`s.
    String removedRows(String change) {
        return change(change) + "removed/";
    }

    private String change(String change) {
        return Lake.CHANGES_PREFIX + folder() + change + "/";
    }

    /// Manifests and runs.
    String compacted() {
        return Lake.COMPACTED_PREFIX + folder();
    }

    /// A partition's location.
    String run(String run) {
        return compacted() + "run=" + run + "/";
    }

    String part(String run, int number) {
        return "%spart-%05d.parquet".formatted(run(run), number);
    }

    /// Beside the runs, never in one: a manifest is no data.
    String manifest(int generation) {
        return "%smanifest-%08d.json".formatted(compacted(), generation);
    }

    /// Copies of landing files that cannot be read.
    String unreadable() {
        return Lake.ERRORS_PREFIX + "compaction-unreadable/" + folder();
    }

    private String folder() {
        return UpdatesTable.PARTITION_KEY + "=" + day + "/";
    }

    static boolean isManifest(String key) {
        return MANIFEST.matcher(key).matches();
    }

    /// The run that an object belongs to.
    static Optional<String> runOf(String key) {
        Matcher matcher = IN_RUN.matcher(key);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// The day of a prefix such as `updates/dt=2026-03-01/`.
    static Optional<LocalDate> dayOf(String prefix) {
        Matcher matcher = FOLDER.matcher(prefix);
        return matcher.matches() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
    }
}
