package dev.telegramlake.local.forget;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.compaction.DuckDbColumns;
import dev.telegramlake.compaction.LakeDays;
import dev.telegramlake.local.change.Change;
import dev.telegramlake.local.change.DayDatabase;
import dev.telegramlake.local.change.ObjectLines;
import dev.telegramlake.local.change.RowFiles;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.SqlFile;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Takes a subject out of all that the bucket holds: rows in compacted days, landing files and imports, the backup, the
/// errors, results of queries, and earlier versions of all of them.
///
/// Days that are over are changed by a commit of the compaction, and what it replaced is deleted at once. Files that
/// landed today, the backup and the errors are rewritten in their places.
public final class Forget {
    private static final String UNREADABLE = Lake.ERRORS_PREFIX + "compaction-unreadable/";

    private final Deployment deployment;
    private final S3Client s3;
    private final String bucket;
    private final LakeDays days;
    private final ObjectLines objects;
    private final LineObjects lines;
    private final LocalDate today;
    private final Names names;
    private final RowSearch rows;
    private final Scrubber scrubber;
    private final Consumer<String> progress;

    /// @param pseudonymKey empty to remove the subject
    /// @param inWords      whether names become stars in what others wrote
    /// @param progress     takes what is being looked through
    public Forget(
            Deployment deployment,
            Subject subject,
            Optional<byte[]> pseudonymKey,
            boolean inWords,
            LocalDate today,
            Consumer<String> progress)
            throws DeploymentException {
        this.deployment = deployment;
        this.s3 = deployment.s3();
        this.bucket = deployment.bucket();
        this.days = new LakeDays(s3, bucket);
        this.objects = new ObjectLines(s3, bucket);
        this.lines = new LineObjects(objects);
        this.today = today;
        this.names = new Names(subject.id());
        this.rows = new RowSearch(names);
        this.scrubber = new Scrubber(subject, names, pseudonymKey.map(key -> Pseudonym.of(subject, key)), inWords);
        this.progress = progress;
    }

    /// What was found, or done.
    ///
    /// @param rowsRemoved   of the table
    /// @param rowsReplaced  of the table: others' rows with the subject in them, or all of them for a pseudonym
    /// @param days          on which these are
    /// @param rawRecords    of the backup, removed or replaced
    /// @param errorRecords  removed or replaced
    /// @param queryResults  deleted
    /// @param notSearched   objects that cannot be read
    public record Counts(
            long rowsRemoved,
            long rowsReplaced,
            int days,
            long rawRecords,
            long errorRecords,
            long queryResults,
            List<String> notSearched) {
        public Counts {
            notSearched = List.copyOf(notSearched);
        }

        /// Whether nothing of the subject was found.
        public boolean areNothing() {
            return rowsRemoved + rowsReplaced + rawRecords + errorRecords + queryResults == 0;
        }
    }

    /// Names of the subject that were found.
    public List<String> names() {
        return names.all();
    }

    /// Learns the subject's names, then counts what would be done.
    public Counts look() throws DeploymentException, IOException, InterruptedException {
        for (LocalDate day : days.days()) {
            progress.accept("Looking for names: " + day);
            eachFileSet(
                    day, days.files(day), (files, database, folder) -> rows.updates(files, database, scrubber::learn));
        }
        for (S3Object object : objects.objects(Lake.RAW_PREFIX)) {
            objects.read(object.key(), this::learn);
        }
        for (S3Object object : objects.objects(Lake.ERRORS_PREFIX)) {
            objects.read(object.key(), line -> learn(ErrorLines.update(line)));
        }
        return work(Optional.empty());
    }

    private void learn(String update) {
        if (names.maybeIn(update)) {
            scrubber.learn(update);
        }
    }

    /// Does it, after [#look()].
    ///
    /// @return the counts, and how many earlier versions of objects were deleted
    public Done run() throws DeploymentException, IOException, InterruptedException {
        Change change = new Change(deployment, "forget", Instant.now());
        Counts counts;
        try {
            counts = work(Optional.of(change));
            if (!change.days().isEmpty()) {
                progress.accept("Committing %d days".formatted(change.days().size()));
                change.commit(true);
            }
        } finally {
            change.discard();
        }
        retire();
        return new Done(counts, EarlierVersions.delete(s3, bucket));
    }

    /// Looks through everything once more, with the names that were learned.
    ///
    /// @return what is there still: nothing, or what came in meanwhile
    public Counts verify() throws DeploymentException, IOException, InterruptedException {
        return work(Optional.empty());
    }

    /// What was done.
    public record Done(Counts counts, long versionsDeleted) {}

    private Counts work(Optional<Change> change) throws DeploymentException, IOException, InterruptedException {
        long[] removed = new long[1];
        long[] replaced = new long[1];
        SortedSet<LocalDate> touched = new TreeSet<>();
        for (LocalDate day : days.days()) {
            progress.accept("Looking through " + day);
            List<String> files = days.files(day);
            // a file that may be queried while it is rewritten is rewritten for itself
            List<List<String>> together = day.isBefore(today)
                    ? List.of(files)
                    : files.stream().map(List::of).toList();
            for (List<String> keys : together) {
                eachFileSet(day, keys, (fetched, database, folder) -> {
                    RowSearch.Found found = rows.find(fetched, database, scrubber, folder);
                    removed[0] += found.removed();
                    replaced[0] += found.replaced();
                    if (!found.isNothing()) {
                        touched.add(day);
                        if (change.isPresent() && day.isBefore(today)) {
                            stage(change.get(), day, found);
                        } else if (change.isPresent()) {
                            rewrite(keys.getFirst(), fetched, database, found, folder);
                        }
                    }
                });
            }
        }
        progress.accept("Looking through " + Lake.RAW_PREFIX);
        boolean dryRun = change.isEmpty();
        LineObjects.Found raw = lines.rewrite(Lake.RAW_PREFIX, scrubber::judge, dryRun);
        ErrorLines errors = new ErrorLines(scrubber);
        LineObjects.Found failed = lines.rewrite(Lake.ERRORS_PREFIX + "processing-failed/", errors::judge, dryRun)
                .plus(lines.rewrite(Lake.ERRORS_PREFIX + "format-conversion-failed/", errors::judge, dryRun));
        return new Counts(
                removed[0],
                replaced[0],
                touched.size(),
                raw.removed() + raw.replaced(),
                failed.removed() + failed.replaced(),
                queryResults(dryRun),
                objects.objects(UNREADABLE).stream().map(S3Object::key).toList());
    }

    @FunctionalInterface
    private interface FileSetReader {
        void read(RowFiles files, DayDatabase database, Path folder)
                throws DeploymentException, IOException, InterruptedException;
    }

    private void eachFileSet(LocalDate day, List<String> keys, FileSetReader reader)
            throws DeploymentException, IOException, InterruptedException {
        if (keys.isEmpty()) {
            return;
        }
        try (TemporaryFolder folder = new TemporaryFolder("forget-" + day);
                DayDatabase database = new DayDatabase(folder.path())) {
            RowFiles files = RowFiles.fetch(s3, bucket, keys, folder.path().resolve("files"));
            reader.read(files, database, folder.path());
        }
    }

    private static void stage(Change change, LocalDate day, RowSearch.Found found) {
        if (found.replaced() > 0) {
            change.stageRows(day, found.rows());
        }
        if (found.removed() > 0) {
            change.stageRemoved(day, found.ids());
        }
    }

    /// Puts a landed file in its own place without the subject.
    private void rewrite(String key, RowFiles file, DayDatabase database, RowSearch.Found found, Path folder)
            throws IOException {
        Path target = folder.resolve("rewritten.parquet");
        database.execute(SqlFile.read(
                Forget.class,
                "rewrite.sql",
                Map.of(
                        "columns", DuckDbColumns.casts(),
                        "file", file.sql(database.shape()),
                        "rows", new RowFiles(List.of(found.rows())).sql(database.shape()),
                        "ids", new RowFiles(List.of(found.ids())).sql(database.shape()),
                        "target", DayDatabase.escaped(target))));
        if (database.number("SELECT count(*) FROM " + new RowFiles(List.of(target)).sql(database.shape())) == 0) {
            s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        } else {
            s3.putObject(put -> put.bucket(bucket).key(key), target);
        }
    }

    /// Deletes what commits have replaced on days that still have files of it: there is the copy of an update that
    /// a day left out because the day before has it.
    private void retire() throws DeploymentException, InterruptedException {
        for (LocalDate day : days.withReplacedFiles()) {
            if (day.isBefore(today)) {
                progress.accept("Deleting what was replaced on " + day);
                ObjectNode event = new ObjectMapper().createObjectNode();
                deployment.compact(event.put("from", day.toString())
                        .put("to", day.toString())
                        .put("retire", true));
            }
        }
    }

    private long queryResults(boolean dryRun) throws IOException, InterruptedException {
        Set<String> found = new HashSet<>();
        for (S3Object object : objects.objects(Lake.QUERY_RESULTS_PREFIX)) {
            objects.read(object.key(), line -> {
                if (names.isIn(line)) {
                    found.add(object.key());
                }
            });
        }
        if (!dryRun) {
            found.forEach(key -> s3.deleteObject(delete -> delete.bucket(bucket).key(key)));
        }
        return found.size();
    }
}
