package dev.telegramlake.compaction;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads from the bucket what it holds of a day, and adds manifests.
final class DayStates {
    private final LakeBucket bucket;

    DayStates(LakeBucket bucket) {
        this.bucket = bucket;
    }

    DayState read(LocalDate day) {
        DayFolders folders = new DayFolders(day);
        List<StoredObject> compacted = bucket.list(folders.compacted());
        return new DayState(
                day,
                Stream.of(folders.landing(), folders.imports())
                        .flatMap(prefix -> bucket.list(prefix).stream())
                        .filter(DayStates::isRead)
                        .toList(),
                compacted,
                compacted.stream()
                        .map(StoredObject::key)
                        .filter(DayFolders::isManifest)
                        .map(this::manifest)
                        .toList());
    }

    /// A change that is staged for a day; empty when there is none, or when a manifest of the day has it.
    Optional<DayPlan.Change> change(String change, DayState state) {
        DayFolders folders = state.folders();
        boolean made = state.isMade(change);
        List<DayPlan.DataFile> rows = made ? List.of() : files(folders.changedRows(change));
        List<DayPlan.DataFile> removed = made ? List.of() : files(folders.removedRows(change));
        return rows.isEmpty() && removed.isEmpty()
                ? Optional.empty()
                : Optional.of(new DayPlan.Change(change, rows, removed));
    }

    private List<DayPlan.DataFile> files(String prefix) {
        return bucket.list(prefix).stream().map(DayPlan::file).toList();
    }

    /// The run of the newest manifest, which must be there.
    String newestRun(LocalDate day) {
        DayFolders folders = new DayFolders(day);
        return bucket.list(folders.compacted() + "manifest-").stream()
                .map(StoredObject::key)
                .filter(DayFolders::isManifest)
                .reduce((older, newer) -> newer)
                .map(key -> manifest(key).run())
                .orElseThrow(() -> new CompactionFailedException("The manifests of %s are gone".formatted(day)));
    }

    /// Commits: from here on, the manifest is the truth of its day.
    ///
    /// @return false when another run has committed this generation first
    boolean commit(Manifest manifest) {
        String key = new DayFolders(manifest.day()).manifest(manifest.generation());
        return bucket.putIfAbsent(key, Json.bytes(manifest)) || manifest(key).equals(manifest);
    }

    /// Whether [Athena reads](https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html) an object.
    private static boolean isRead(StoredObject object) {
        return !object.key().endsWith("/")
                && !object.name().startsWith("_")
                && !object.name().startsWith(".");
    }

    private Manifest manifest(String key) {
        try {
            return Manifest.read(bucket.read(key));
        } catch (IOException damaged) {
            throw new CompactionFailedException(
                    "The manifest %s cannot be read: %s".formatted(bucket.uri(key), damaged.getMessage()), damaged);
        }
    }
}
