package dev.telegramlake.compaction;

import dev.telegramlake.schema.UpdatesTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Compacts with Athena's [UNLOAD](https://docs.aws.amazon.com/athena/latest/ug/unload.html), for days that are too
/// large for the function. Athena sorts the rows within what each of its workers writes, not across the files.
final class UnloadEngine implements Engine {
    /// [Bytes](https://docs.aws.amazon.com/athena/latest/ug/service-limits.html) of the longest statement.
    private static final int LONGEST_STATEMENT = 262_144;

    /// Less time is not worth a beginning.
    private static final Duration LEAST_TIME = Duration.ofSeconds(60);

    private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int SHORTEST_PARQUET = 12;

    private final LakeBucket bucket;
    private final AthenaStatements athena;
    private final FolderTable folders;

    UnloadEngine(LakeBucket bucket, AthenaStatements athena, CompactionSettings settings) {
        this.bucket = bucket;
        this.athena = athena;
        this.folders = new FolderTable(athena, bucket, settings);
    }

    @Override
    public Written write(DayPlan plan, String run, Deadline deadline) {
        deadline.require(LEAST_TIME, "UNLOAD");
        List<Manifest.SetAside> setAside = unreadable(plan, deadline);
        List<String> skipped = setAside.stream().map(Manifest.SetAside::key).toList();
        List<DayPlan.DataFile> landing = plan.landingFiles().stream()
                .filter(file -> !skipped.contains(file.key()))
                .toList();
        folders.register(registered(plan, run), deadline);
        Map<String, String> places = places(plan, run, landing);
        Map<String, Long> rows = rowsByPath(SqlFile.read("unload-rows.sql", places), deadline);
        long changed = plan.changedFiles().stream()
                .mapToLong(file -> rows.getOrDefault(bucket.uri(file.key()), 0L))
                .sum();
        List<Long> counts = numbers(SqlFile.read("unload-counts.sql", places), deadline);
        List<Manifest.Input> inputs = landing.stream()
                .map(file -> new Manifest.Input(
                        file.key(), file.size(), file.etag(), rows.getOrDefault(bucket.uri(file.key()), 0L)))
                .toList();
        athena.run(limited(SqlFile.read("unload.sql", places)), deadline);
        return new Written(
                inputs,
                setAside,
                outputs(plan, run, deadline),
                changed,
                counts.getFirst(),
                counts.getFirst() - counts.getLast());
    }

    /// Files that do not end as Parquet files do: empty, cut off, or not Parquet.
    private List<Manifest.SetAside> unreadable(DayPlan plan, Deadline deadline) {
        List<Transfers.Transfer<List<Manifest.SetAside>>> looks = new ArrayList<>();
        for (DayPlan.DataFile file : plan.landingFiles()) {
            looks.add(() -> isParquet(file)
                    ? List.of()
                    : List.of(new Manifest.SetAside(
                            file.key(), file.size(), file.etag(), "It does not end as a Parquet file does")));
        }
        return Transfers.all(looks, deadline).stream().flatMap(List::stream).toList();
    }

    private boolean isParquet(DayPlan.DataFile file) {
        return file.size() >= SHORTEST_PARQUET
                && Arrays.equals(bucket.tail(file.key(), PARQUET_MAGIC.length), PARQUET_MAGIC);
    }

    private static Map<String, String> registered(DayPlan plan, String run) {
        Map<String, String> registered = new LinkedHashMap<>();
        registered.put(landing(plan), plan.folders().landing());
        registered.put(imports(plan), plan.folders().imports());
        plan.current()
                .ifPresent(manifest -> registered.put(
                        folder(plan.day(), manifest.run()), plan.folders().run(manifest.run())));
        registered.put(before(plan), plan.beforeFolder());
        plan.change().ifPresent(change -> {
            registered.put(changed(plan), plan.folders().changedRows(change.id()));
            registered.put(removed(plan), plan.folders().removedRows(change.id()));
        });
        registered.put(folder(plan.day(), run), plan.folders().run(run));
        return registered;
    }

    private Map<String, String> places(DayPlan plan, String run, List<DayPlan.DataFile> landing) {
        return Map.of(
                "table",
                folders.name(),
                "sources",
                sources(plan, landing),
                "before",
                before(plan),
                "change",
                changed(plan),
                "removed",
                removed(plan),
                "columns",
                UpdatesTable.COLUMNS.stream()
                        .map(column -> '"' + column.name() + '"')
                        .collect(Collectors.joining(", ")),
                "target",
                bucket.uri(plan.folders().run(run)));
    }

    /// Exactly the files of the plan: one that lands meanwhile is not among them. What all paths begin with is
    /// written once, so that the statement stays short.
    private String sources(DayPlan plan, List<DayPlan.DataFile> landing) {
        List<String> either = new ArrayList<>();
        plan.current().ifPresent(manifest -> either.add("folder = '%s'".formatted(folder(plan.day(), manifest.run()))));
        plan.change().ifPresent(change -> either.add("folder = '%s'".formatted(changed(plan))));
        if (!landing.isEmpty()) {
            List<String> paths =
                    landing.stream().map(file -> bucket.uri(file.key())).toList();
            int shared = sharedPrefix(paths);
            either.add("(folder IN ('%s', '%s') AND substr(\"$path\", 1, %d) = '%s' AND substr(\"$path\", %d) IN (%s))"
                    .formatted(
                            landing(plan),
                            imports(plan),
                            shared,
                            SqlFile.escaped(paths.getFirst().substring(0, shared)),
                            shared + 1,
                            paths.stream()
                                    .map(path -> "'" + SqlFile.escaped(path.substring(shared)) + "'")
                                    .collect(Collectors.joining(", "))));
        }
        return either.isEmpty() ? "false" : String.join(" OR ", either);
    }

    private static int sharedPrefix(List<String> paths) {
        String first = paths.getFirst();
        int shared = first.length();
        for (String path : paths) {
            while (!path.startsWith(first.substring(0, shared))) {
                shared--;
            }
        }
        return shared;
    }

    private static String changed(DayPlan plan) {
        return changeFolder("changed", plan);
    }

    private static String removed(DayPlan plan) {
        return changeFolder("removed", plan);
    }

    private static String changeFolder(String what, DayPlan plan) {
        return "%s-%s-%s"
                .formatted(
                        what, plan.day(), plan.change().map(DayPlan.Change::id).orElse("none"));
    }

    private static String landing(DayPlan plan) {
        return landing(plan.day());
    }

    private static String imports(DayPlan plan) {
        return "imports-" + plan.day();
    }

    private static String landing(LocalDate day) {
        return "landing-" + day;
    }

    private static String before(DayPlan plan) {
        String run = plan.before().run();
        LocalDate day = plan.day().minusDays(1);
        return run == null ? landing(day) : folder(day, run);
    }

    /// With the day, because a run has a folder in each day that it compacts.
    private static String folder(LocalDate day, String run) {
        return "run-%s-%s".formatted(day, run);
    }

    private List<Manifest.Output> outputs(DayPlan plan, String run, Deadline deadline) {
        Map<String, Long> rows = rowsByPath(
                SqlFile.read(
                        "unload-rows.sql",
                        Map.of("table", folders.name(), "sources", "folder = '%s'".formatted(folder(plan.day(), run)))),
                deadline);
        return bucket.list(plan.folders().run(run)).stream()
                .map(object -> new Manifest.Output(
                        object.key(), object.size(), object.etag(), rows.getOrDefault(bucket.uri(object.key()), 0L)))
                .toList();
    }

    @Override
    public Contents readBack(DayPlan plan, String run, List<Manifest.Output> outputs, Deadline deadline) {
        List<Long> counts = numbers(
                SqlFile.read("unload-contents.sql", Map.of("table", folders.name(), "folder", folder(plan.day(), run))),
                deadline);
        folders.forget(List.copyOf(registered(plan, run).keySet()), deadline);
        return new Contents(counts.get(0), counts.get(1), counts.get(2));
    }

    private Map<String, Long> rowsByPath(String sql, Deadline deadline) {
        Map<String, Long> rows = new TreeMap<>();
        for (List<String> row : athena.rows(athena.run(limited(sql), deadline))) {
            rows.put(row.getFirst(), Long.valueOf(row.getLast()));
        }
        return rows;
    }

    private List<Long> numbers(String sql, Deadline deadline) {
        return athena.rows(athena.run(limited(sql), deadline)).getFirst().stream()
                .map(Long::valueOf)
                .toList();
    }

    private static String limited(String sql) {
        int length = sql.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_STATEMENT) {
            throw new CompactionFailedException(("The statement has %d bytes and Athena takes %d: the day has too many"
                            + " files for UNLOAD. Give the function more disk and raise %s")
                    .formatted(length, LONGEST_STATEMENT, CompactionSettings.UNLOAD_OVER_BYTES));
        }
        return sql;
    }
}
