package dev.telegramlake.compaction;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// States of a day, made up.
final class Days {
    static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    static final Instant NOW = Instant.parse("2026-03-10T00:30:00Z");

    private Days() {}

    static StoredObject landing(String name) {
        return object("updates/dt=2026-03-01/" + name);
    }

    static StoredObject part(String run) {
        return object("compacted/dt=2026-03-01/run=" + run + "/part-00000.parquet");
    }

    private static StoredObject object(String key) {
        return new StoredObject(key, 100, "etag of " + key, NOW.minusSeconds(600_000));
    }

    static DayState state(List<StoredObject> landing, List<StoredObject> compacted, Manifest... manifests) {
        return new DayState(DAY, landing, compacted, List.of(manifests));
    }

    static DayState before(Manifest... manifests) {
        return new DayState(DAY.minusDays(1), List.of(), List.of(), List.of(manifests));
    }

    static Manifest manifest(
            int generation,
            String run,
            @Nullable String replaces,
            Instant created,
            List<StoredObject> inputs,
            @Nullable String dayBefore) {
        StoredObject part = part(run);
        return new Manifest(
                Manifest.FORMAT,
                DAY,
                generation,
                run,
                created,
                Manifest.EngineName.DUCKDB,
                inputs.stream()
                        .map(file -> new Manifest.Input(file.key(), file.size(), file.etag(), 10))
                        .toList(),
                replaces,
                null,
                List.of(new Manifest.Output(part.key(), part.size(), part.etag(), 10)),
                12,
                2,
                10,
                List.of(),
                new Manifest.DayBefore(dayBefore == null ? 0 : 1, dayBefore));
    }

    /// The same commit with a change of rows, and with files set aside.
    static Manifest with(Manifest manifest, @Nullable String change, StoredObject... setAside) {
        return new Manifest(
                manifest.format(),
                manifest.day(),
                manifest.generation(),
                manifest.run(),
                manifest.created(),
                manifest.engine(),
                manifest.inputs(),
                manifest.replaces(),
                change,
                manifest.outputs(),
                manifest.rowsIn(),
                manifest.duplicates(),
                manifest.rowsOut(),
                Stream.of(setAside)
                        .map(file -> new Manifest.SetAside(file.key(), file.size(), file.etag(), "cut off"))
                        .toList(),
                manifest.dayBefore());
    }
}
