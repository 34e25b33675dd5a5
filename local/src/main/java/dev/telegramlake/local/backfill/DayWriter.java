package dev.telegramlake.local.backfill;

import dev.telegramlake.local.change.RunId;
import dev.telegramlake.local.change.TransformCalls;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes rows of what is spooled, and puts them into the bucket: one file a day, where no query reads it before the
/// compaction has folded it into its day. An update arrives when it happened.
final class DayWriter implements AutoCloseable {
    private final Deployment deployment;
    private final String bucket;
    private final Path folder;
    private final ZoneId zone;
    private final String run;
    private final boolean dryRun;
    private final BackfillProgress progress;
    private final TransformCalls transform = new TransformCalls(this::add);
    private final SortedSet<LocalDate> days = new TreeSet<>();
    private final SortedMap<String, Long> refused = new TreeMap<>();
    private int daysInAll;
    private long rows;
    private @Nullable DayFile open;

    /// @param folder for files on their way
    /// @param zone   in which a day of the table begins
    /// @param dryRun to put nothing into the bucket
    DayWriter(Deployment deployment, Path folder, ZoneId zone, Instant now, boolean dryRun, BackfillProgress progress)
            throws DeploymentException {
        this.deployment = deployment;
        this.bucket = deployment.bucket();
        this.folder = folder;
        this.zone = zone;
        this.run = RunId.at(now);
        this.dryRun = dryRun;
        this.progress = progress;
    }

    void write(DaySpool spool) throws IOException, InterruptedException {
        daysInAll = spool.days().size();
        for (LocalDate day : spool.days()) {
            spool.read(day, transform::add);
        }
        transform.finish();
        complete();
    }

    /// Rows come in the order of the days.
    private void add(TransformCalls.Row row) throws IOException {
        if (row.json() == null) {
            refused.merge(row.reason(), 1L, Long::sum);
            return;
        }
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(row.update().arrivalMillis()), zone);
        if (open == null || !open.day().equals(day)) {
            complete();
            progress.writing(days.size(), daysInAll);
            open = new DayFile(day, folder.resolve("day.parquet"));
        }
        open.append(row.json());
        rows++;
    }

    private void complete() throws IOException {
        if (open != null) {
            Path complete = open.complete();
            String key =
                    "%s%s=%s/%s.parquet".formatted(Lake.IMPORTS_PREFIX, UpdatesTable.PARTITION_KEY, open.day(), run);
            if (!dryRun) {
                deployment.s3().putObject(put -> put.bucket(bucket).key(key), complete);
            }
            days.add(open.day());
            closeFile();
        }
    }

    SortedSet<LocalDate> days() {
        return days;
    }

    long rows() {
        return rows;
    }

    SortedMap<String, Long> refused() {
        return refused;
    }

    private void closeFile() throws IOException {
        DayFile file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }

    @Override
    public void close() throws IOException {
        transform.close();
        closeFile();
    }
}
