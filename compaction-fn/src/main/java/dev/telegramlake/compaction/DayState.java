package dev.telegramlake.compaction;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the bucket holds of one day, as listed.
///
/// @param landing   files that Athena would read, in the order of their keys; then those that were imported
/// @param compacted everything under the day's folder in `compacted/`
/// @param manifests oldest first
record DayState(LocalDate day, List<StoredObject> landing, List<StoredObject> compacted, List<Manifest> manifests) {
    DayState {
        landing = List.copyOf(landing);
        compacted = List.copyOf(compacted);
        manifests = List.copyOf(manifests);
    }

    DayFolders folders() {
        return new DayFolders(day);
    }

    /// The newest manifest.
    Optional<Manifest> current() {
        return manifests.isEmpty() ? Optional.empty() : Optional.of(manifests.getLast());
    }

    boolean isEmpty() {
        return landing.isEmpty() && manifests.isEmpty();
    }

    /// Whether a commit has a change.
    boolean isMade(String change) {
        return manifests.stream().anyMatch(manifest -> change.equals(manifest.change()));
    }

    /// Whether a file is left whose rows are in the day's run.
    boolean hasReplacedFiles() {
        return current().isPresent()
                && (newFiles().size() < landing.size()
                        || compacted.stream()
                                .flatMap(object -> DayFolders.runOf(object.key()).stream())
                                .anyMatch(run -> !run.equals(current().get().run())));
    }

    /// Landing files that no manifest has yet.
    List<StoredObject> newFiles() {
        Set<String> known = new HashSet<>();
        for (Manifest manifest : manifests) {
            manifest.inputs().forEach(input -> known.add(input.key()));
            manifest.setAside().forEach(file -> known.add(file.key()));
        }
        return landing.stream().filter(file -> !known.contains(file.key())).toList();
    }

    /// Prefix of the folder that the partition must point to.
    String location() {
        return current()
                .map(manifest -> folders().run(manifest.run()))
                .orElse(folders().landing());
    }

    Manifest.DayBefore asDayBefore() {
        return current()
                .map(manifest -> new Manifest.DayBefore(manifest.generation(), manifest.run()))
                .orElse(new Manifest.DayBefore(0, null));
    }
}
