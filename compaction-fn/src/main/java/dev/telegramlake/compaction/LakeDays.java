package dev.telegramlake.compaction;

import dev.telegramlake.schema.Lake;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/// Where the rows of the days are, for those who read them and stage changes outside of the function.
public final class LakeDays {
    private final LakeBucket bucket;
    private final DayStates states;

    public LakeDays(S3Client s3, String bucket) {
        this.bucket = new LakeBucket(s3, bucket);
        this.states = new DayStates(this.bucket);
    }

    /// Keys of the files that hold a day's rows: those of its run, and what landed or was imported since. An update
    /// may be in several of them.
    public List<String> files(LocalDate day) {
        DayState state = states.read(day);
        Stream<String> run = state.current().stream()
                .flatMap(manifest -> manifest.outputs().stream())
                .map(Manifest.Output::key);
        return Stream.concat(run, state.newFiles().stream().map(StoredObject::key))
                .toList();
    }

    /// Days of which there is anything, in their order.
    public NavigableSet<LocalDate> days() {
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (String prefix : List.of(Lake.LANDING_PREFIX, Lake.IMPORTS_PREFIX, Lake.COMPACTED_PREFIX)) {
            bucket.folders(prefix).forEach(folder -> DayFolders.dayOf(folder).ifPresent(days::add));
        }
        return days;
    }

    /// Days with files whose rows are in a run, or in a run that was replaced.
    public NavigableSet<LocalDate> withReplacedFiles() {
        return days().stream()
                .filter(day -> states.read(day).hasReplacedFiles())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Whether a commit has a change already.
    public boolean isMade(LocalDate day, String change) {
        return states.read(day).isMade(change);
    }

    /// Where to stage rows that take the place of others, before the function is called with the change's id. They
    /// must be in Parquet with the table's columns, each update once.
    public static String changedRows(LocalDate day, String change, int number) {
        return "%spart-%05d.parquet".formatted(new DayFolders(day).changedRows(change), number);
    }

    /// Where to stage the `update_id`s of rows to take out, in Parquet.
    public static String removedRows(LocalDate day, String change, int number) {
        return "%spart-%05d.parquet".formatted(new DayFolders(day).removedRows(change), number);
    }
}
