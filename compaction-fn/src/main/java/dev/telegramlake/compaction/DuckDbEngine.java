package dev.telegramlake.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Compacts in the function itself, with DuckDB. The SDK fetches and stores the files; what DuckDB cannot keep in
/// memory goes to the disk.
final class DuckDbEngine implements Engine {
    /// Rows of a row group: the least that a query reads when its chat is in it.
    static final int ROW_GROUP_ROWS = 20_480;

    static final long FILE_BYTES = 256L << 20;

    /// Disk that a day needs, in times its own bytes: the files fetched, the files written, and twice as much
    /// spilled by the sort.
    private static final int DISK_FACTOR = 4;

    /// What the names of a change's files begin with.
    private static final String CHANGE = "2-change-";

    private static final String EMPTY_FILE = "empty.parquet";

    private final LakeBucket bucket;
    private final long memoryBytes;

    /// @param memoryBytes what DuckDB may hold in memory; it takes up to a fifth more for itself
    DuckDbEngine(LakeBucket bucket, long memoryBytes) {
        this.bucket = bucket;
        this.memoryBytes = memoryBytes;
    }

    /// Whether the disk is large enough for a day.
    static boolean fits(DayPlan plan) {
        return plan.bytes() * DISK_FACTOR <= Workspace.freeBytes();
    }

    @Override
    public Written write(DayPlan plan, String run, Deadline deadline) {
        try (Workspace workspace = Workspace.create();
                DuckDb database = open(workspace, plan.bytes(), deadline)) {
            fetch(plan.currentFiles(), workspace.in(), "0-run-", deadline);
            List<Path> changed = fetch(plan.changedFiles(), workspace.in(), CHANGE, deadline);
            fetch(plan.removedFiles(), workspace.removed(), "", deadline);
            LandingFiles landing = new LandingFiles(
                    plan.landingFiles(), fetch(plan.landingFiles(), workspace.in(), "1-landing-", deadline), database);
            LandingFiles before = new LandingFiles(
                    plan.beforeFiles(), fetch(plan.beforeFiles(), workspace.before(), "", deadline), database);
            emptyFile(database, workspace.in());
            emptyFile(database, workspace.before());
            emptyFile(database, workspace.removed());
            landing.setAsideWithoutFooter();
            before.setAsideWithoutFooter();
            try {
                write(database, workspace);
            } catch (CompactionFailedException failure) {
                Path shape = workspace.in().resolve(EMPTY_FILE);
                boolean landingDamaged = landing.setAsideDamaged(shape);
                boolean beforeDamaged = before.setAsideDamaged(shape);
                if (!landingDamaged && !beforeDamaged) {
                    throw failure;
                }
                Workspace.remove(workspace.out());
                write(database, workspace);
            }
            List<Long> counts = database.numbers(SqlFile.read("duckdb-counts.sql", places(workspace)))
                    .getFirst();
            return new Written(
                    landing.inputs(),
                    landing.setAside(),
                    upload(database, plan, run, workspace.parts(), deadline),
                    LandingFiles.rows(database, changed).stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    counts.getFirst(),
                    counts.getFirst() - counts.getLast());
        }
    }

    private DuckDb open(Workspace workspace, long bytes, Deadline deadline) {
        long spill = Math.max(0, Workspace.freeBytes() - 2 * bytes);
        return DuckDb.open(memoryBytes, workspace.spill(), spill, deadline);
    }

    /// Fetches files to ones whose names have the same order.
    private List<Path> fetch(List<DayPlan.DataFile> files, Path folder, String prefix, Deadline deadline) {
        List<Path> targets = IntStream.range(0, files.size())
                .mapToObj(i -> folder.resolve("%s%08d.parquet".formatted(prefix, i)))
                .toList();
        List<Transfers.Transfer<Path>> transfers = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            DayPlan.DataFile file = files.get(i);
            Path target = targets.get(i);
            transfers.add(() -> {
                bucket.download(file, target);
                return target;
            });
        }
        return Transfers.all(transfers, deadline);
    }

    /// A file without rows that has all columns: what the others lack is null, and there is always a file.
    private static void emptyFile(DuckDb database, Path folder) {
        String file = SqlFile.escaped(folder.resolve(EMPTY_FILE).toString());
        database.execute("CREATE OR REPLACE TABLE shape (%s); COPY shape TO '%s' (FORMAT parquet)"
                .formatted(DuckDbColumns.definitions(), file));
    }

    private static void write(DuckDb database, Workspace workspace) {
        database.execute(SqlFile.read("duckdb-duplicates.sql", places(workspace)));
        database.execute(SqlFile.read("duckdb-write.sql", places(workspace)));
    }

    private static Map<String, String> places(Workspace workspace) {
        return Map.of(
                "columns", DuckDbColumns.casts(),
                "in", all(workspace.in()),
                "before", all(workspace.before()),
                "removed", all(workspace.removed()),
                "change", "/" + CHANGE,
                "out", SqlFile.escaped(workspace.out().toString()),
                "rowGroupRows", String.valueOf(ROW_GROUP_ROWS),
                "fileBytes", String.valueOf(FILE_BYTES));
    }

    private static String all(Path folder) {
        return SqlFile.escaped(folder.resolve("*.parquet").toString());
    }

    private List<Manifest.Output> upload(
            DuckDb database, DayPlan plan, String run, List<Path> parts, Deadline deadline) {
        List<Transfers.Transfer<Manifest.Output>> transfers = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Path part = parts.get(i);
            String key = plan.folders().part(run, i);
            long rows = LandingFiles.rows(database, List.of(part)).getFirst();
            transfers.add(() -> new Manifest.Output(key, size(part), bucket.upload(part, key), rows));
        }
        return Transfers.all(transfers, deadline);
    }

    @Override
    public Contents readBack(DayPlan plan, String run, List<Manifest.Output> outputs, Deadline deadline) {
        try (Workspace workspace = Workspace.create();
                DuckDb database = open(workspace, 0, deadline)) {
            List<DayPlan.DataFile> files = outputs.stream()
                    .map(output -> new DayPlan.DataFile(output.key(), output.size(), output.etag()))
                    .toList();
            fetch(files, workspace.in(), "", deadline);
            List<Long> counts = database.numbers(
                            SqlFile.read("duckdb-contents.sql", Map.of("files", all(workspace.in()))))
                    .getFirst();
            return new Contents(counts.get(0), counts.get(1), counts.get(2));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
