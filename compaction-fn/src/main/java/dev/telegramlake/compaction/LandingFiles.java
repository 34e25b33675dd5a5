package dev.telegramlake.compaction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Files that Firehose landed, fetched to the disk. Those that cannot be read are set aside, and gone from the disk.
final class LandingFiles {
    /// A file in the bucket, its copy on the disk, and the rows that it holds.
    private record Fetched(DayPlan.DataFile file, Path copy, long rows) {
        Fetched with(long counted) {
            return new Fetched(file, copy, counted);
        }
    }

    /// Reads a file, and gives its rows.
    private interface Look {
        long rows(Fetched one);
    }

    private final DuckDb database;
    private List<Fetched> readable = new ArrayList<>();
    private final List<Manifest.SetAside> setAside = new ArrayList<>();

    /// @param copies in the order of the files
    LandingFiles(List<DayPlan.DataFile> files, List<Path> copies, DuckDb database) {
        this.database = database;
        for (int i = 0; i < files.size(); i++) {
            readable.add(new Fetched(files.get(i), copies.get(i), 0));
        }
    }

    /// Rows of each of some Parquet files, as their footers say.
    ///
    /// @param files in the order of their names
    static List<Long> rows(DuckDb database, List<Path> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        String list = files.stream()
                .map(file -> "'" + SqlFile.escaped(file.toString()) + "'")
                .collect(Collectors.joining(", "));
        return database
                .numbers("SELECT num_rows FROM parquet_file_metadata([%s]) ORDER BY file_name".formatted(list))
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /// Sets aside what has no Parquet footer: files that are empty, cut off, or not Parquet. They are looked for one
    /// by one when the footers of all cannot be read at once.
    void setAsideWithoutFooter() {
        try {
            List<Long> rows =
                    rows(database, readable.stream().map(Fetched::copy).toList());
            readable = IntStream.range(0, readable.size())
                    .mapToObj(i -> readable.get(i).with(rows.get(i)))
                    .toList();
        } catch (CompactionFailedException oneIsUnreadable) {
            look(one -> rows(database, List.of(one.copy())).getFirst());
        }
    }

    /// Reads every value of each file, and sets aside the files in which that fails.
    ///
    /// @param shape a file with all columns
    /// @return whether there was one
    boolean setAsideDamaged(Path shape) {
        int before = readable.size();
        look(one -> {
            database.numbers(SqlFile.read(
                    "duckdb-read-all.sql",
                    Map.of(
                            "columns", DuckDbColumns.casts(),
                            "shape", SqlFile.escaped(shape.toString()),
                            "file", SqlFile.escaped(one.copy().toString()))));
            return one.rows();
        });
        return readable.size() < before;
    }

    private void look(Look look) {
        List<Fetched> good = new ArrayList<>();
        for (Fetched one : readable) {
            try {
                good.add(one.with(look.rows(one)));
            } catch (CompactionFailedException unreadable) {
                if (!DuckDb.canBeDueToAFile(unreadable)) {
                    throw unreadable;
                }
                setAside(one, unreadable.message());
            }
        }
        readable = good;
    }

    private void setAside(Fetched one, String reason) {
        DayPlan.DataFile file = one.file();
        // DuckDB names its own copy, which nobody will find
        String words = reason.replace(one.copy().toString(), file.key());
        setAside.add(new Manifest.SetAside(file.key(), file.size(), file.etag(), words));
        Workspace.remove(one.copy());
    }

    List<Manifest.Input> inputs() {
        return readable.stream()
                .map(one -> new Manifest.Input(
                        one.file().key(), one.file().size(), one.file().etag(), one.rows()))
                .toList();
    }

    List<Manifest.SetAside> setAside() {
        return List.copyOf(setAside);
    }
}
