package dev.telegramlake.compaction;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one commit made of a day. The newest manifest of a day says where its rows are; all of them together say which
/// landing files are in it. A manifest is written once and never changed.
///
/// @param generation 1 for the first commit of the day, and one more each time
/// @param run        the folder that holds the day's rows
/// @param engine     what wrote it
/// @param inputs     landing files that this commit added to the day; earlier ones are in the earlier manifests
/// @param replaces   the run that held the day's rows before; null: there was none, or it is still the run
/// @param outputs    the files of the run
/// @param rowsIn     rows of the replaced run and of the inputs
/// @param change     the change of rows that this commit made; null: none
/// @param duplicates rows left out: later arrivals of an update, updates that the day before has, and what the change
///                   replaced or took out
/// @param rowsOut    rows of the outputs
/// @param setAside   landing files that this commit found unreadable
/// @param dayBefore  what the day was compared with
record Manifest(
        int format,
        LocalDate day,
        int generation,
        String run,
        Instant created,
        EngineName engine,
        List<Input> inputs,
        @Nullable String replaces,
        @Nullable String change,
        List<Output> outputs,
        long rowsIn,
        long duplicates,
        long rowsOut,
        List<SetAside> setAside,
        DayBefore dayBefore) {
    static final int FORMAT = 1;

    Manifest {
        requireNonNull(day, "day is null");
        requireNonNull(run, "run is null");
        requireNonNull(created, "created is null");
        requireNonNull(engine, "engine is null");
        requireNonNull(inputs, "inputs is null");
        requireNonNull(outputs, "outputs is null");
        requireNonNull(setAside, "setAside is null");
        requireNonNull(dayBefore, "dayBefore is null");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        setAside = List.copyOf(setAside);
        if (format != FORMAT) {
            throw new IllegalArgumentException("The manifest of %s, generation %d, has format %d; known is %d"
                    .formatted(day, generation, format, FORMAT));
        }
        if (generation < 1) {
            throw new IllegalArgumentException(
                    "The manifest of %s has generation %d; the first is 1".formatted(day, generation));
        }
        if (rowsOut != rowsIn - duplicates) {
            throw new IllegalArgumentException("The manifest of %s, generation %d, does not add up: %d - %d is not %d"
                    .formatted(day, generation, rowsIn, duplicates, rowsOut));
        }
    }

    /// Reads a manifest as [Json] writes it.
    ///
    /// @throws IOException when it is none, is damaged, or has a format that is not known
    static Manifest read(byte[] json) throws IOException {
        Manifest manifest = Json.MAPPER.readValue(json, Manifest.class);
        if (manifest == null) {
            throw new IOException("The manifest is null");
        }
        return manifest;
    }

    /// A landing file.
    ///
    /// @param size bytes
    record Input(String key, long size, String etag, long rows) {
        Input {
            requireNonNull(key, "key is null");
            requireNonNull(etag, "etag is null");
        }
    }

    /// A file of a run.
    ///
    /// @param size bytes
    record Output(String key, long size, String etag, long rows) {
        Output {
            requireNonNull(key, "key is null");
            requireNonNull(etag, "etag is null");
        }
    }

    /// A landing file that is not read again. It stays where it is; a copy and the reason are under `errors/`.
    record SetAside(String key, long size, String etag, String reason) {
        SetAside {
            requireNonNull(key, "key is null");
            requireNonNull(etag, "etag is null");
            requireNonNull(reason, "reason is null");
        }
    }

    /// The state of the day before that duplicates were looked for in.
    ///
    /// @param generation 0: it was not compacted
    /// @param run        null: it was not compacted, and its landing files were read
    record DayBefore(int generation, @Nullable String run) {}

    /// What can write a run.
    enum EngineName {
        DUCKDB,
        UNLOAD;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    long bytesOut() {
        return outputs.stream().mapToLong(Output::size).sum();
    }
}
