package dev.telegramlake.compaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which objects of a day nobody needs any more. Nothing is deleted to find out.
///
/// A landing file or a replaced run goes when the manifest that replaced it is older than the grace period, and only
/// the very objects that the manifests name. A run that no manifest names is what a crash or a lost race left; it goes
/// when the newest of its objects is older than that. What is neither is kept.
final class Retirement {
    /// Longer than any run takes: what no manifest names is of no run that goes on.
    static final Duration LONGEST_RUN = Duration.ofHours(1);

    private final DayState state;
    private final Instant before;
    private final Instant leftBefore;

    private Retirement(DayState state, Instant before, Instant leftBefore) {
        this.state = state;
        this.before = before;
        this.leftBefore = leftBefore;
    }

    static List<StoredObject> of(DayState state, Instant now, Duration grace) {
        return new Retirement(state, now.minus(grace), now.minus(grace)).objects();
    }

    /// For what must be gone: queries that were planned with the replaced files fail. What a crash left goes when
    /// it is an hour old.
    static List<StoredObject> atOnce(DayState state, Instant now) {
        return new Retirement(state, Instant.MAX, now.minus(LONGEST_RUN)).objects();
    }

    private List<StoredObject> objects() {
        List<StoredObject> objects = new ArrayList<>(landingFiles());
        objects.addAll(replacedRuns());
        objects.addAll(leftovers());
        return objects;
    }

    private List<StoredObject> landingFiles() {
        Map<String, StoredObject> landing = byKey(state.landing());
        return oldManifests().stream()
                .flatMap(manifest -> manifest.inputs().stream())
                .map(input -> same(landing.get(input.key()), input.size(), input.etag()))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<StoredObject> replacedRuns() {
        Map<String, StoredObject> compacted = byKey(state.compacted());
        Set<String> replaced = new HashSet<>();
        oldManifests().forEach(manifest -> replaced.add(String.valueOf(manifest.replaces())));
        state.current().ifPresent(manifest -> replaced.remove(manifest.run()));
        return state.manifests().stream()
                .filter(manifest -> replaced.contains(manifest.run()))
                .flatMap(manifest -> manifest.outputs().stream())
                .distinct()
                .map(output -> same(compacted.get(output.key()), output.size(), output.etag()))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<StoredObject> leftovers() {
        Set<String> named = new HashSet<>();
        state.manifests().forEach(manifest -> named.add(manifest.run()));
        Map<String, List<StoredObject>> unnamed = new HashMap<>();
        for (StoredObject object : state.compacted()) {
            DayFolders.runOf(object.key())
                    .filter(run -> !named.contains(run))
                    .ifPresent(run -> unnamed.computeIfAbsent(run, any -> new ArrayList<>())
                            .add(object));
        }
        return unnamed.values().stream()
                .filter(run ->
                        run.stream().allMatch(object -> object.lastModified().isBefore(leftBefore)))
                .flatMap(List::stream)
                .toList();
    }

    private List<Manifest> oldManifests() {
        return state.manifests().stream()
                .filter(manifest -> manifest.created().isBefore(before))
                .toList();
    }

    private static Map<String, StoredObject> byKey(List<StoredObject> objects) {
        Map<String, StoredObject> byKey = new HashMap<>();
        objects.forEach(object -> byKey.put(object.key(), object));
        return byKey;
    }

    private static @Nullable StoredObject same(@Nullable StoredObject found, long size, String etag) {
        return found != null && found.size() == size && found.etag().equals(etag) ? found : null;
    }
}
