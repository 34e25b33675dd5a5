package dev.telegramlake.local.replay;

import dev.telegramlake.compaction.DuckDbColumns;
import dev.telegramlake.compaction.LakeDays;
import dev.telegramlake.local.change.Change;
import dev.telegramlake.local.change.DayDatabase;
import dev.telegramlake.local.change.ObjectLines;
import dev.telegramlake.local.change.RowFiles;
import dev.telegramlake.local.change.TableRows;
import dev.telegramlake.local.change.TransformCalls;
import dev.telegramlake.local.change.TransformCalls.ReceivedUpdate;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.SqlFile;
import dev.telegramlake.local.disk.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;

/// Makes the rows of days anew: each row of the table, and each update that `raw/` has and the table lacks, goes
/// through the transform function as it is now. Rows that come out as they were are left alone.
public final class Replay {
    private final Deployment deployment;
    private final ZoneId zone;
    private final String bucket;
    private final LakeDays days;

    public Replay(Deployment deployment) throws DeploymentException {
        this.deployment = deployment;
        this.zone = deployment.zone();
        this.bucket = deployment.bucket();
        this.days = new LakeDays(deployment.s3(), bucket);
    }

    /// What was found for a day.
    ///
    /// @param rows    of the day before
    /// @param raw     records of the backup
    /// @param changed rows that come out otherwise
    /// @param added   updates that the table lacks
    /// @param refused updates that the function refuses; their rows stay as they are
    public record DayReplay(LocalDate day, long rows, long raw, long changed, long added, long refused) {}

    /// Takes a day when it is ready.
    @FunctionalInterface
    public interface Progress {
        void ready(DayReplay day);
    }

    /// Makes the rows of the days, and stages those that are new.
    ///
    /// @param change empty of these days so far
    public List<DayReplay> stage(LocalDate from, LocalDate to, Change change, Progress progress)
            throws IOException, InterruptedException {
        List<DayReplay> replays = new ArrayList<>();
        for (LocalDate day : from.datesUntil(to.plusDays(1)).toList()) {
            try (TemporaryFolder folder = new TemporaryFolder("replay");
                    DayDatabase database = new DayDatabase(folder.path())) {
                DayReplay replay = replay(day, change, folder.path(), database);
                replays.add(replay);
                progress.ready(replay);
            }
        }
        return replays;
    }

    private DayReplay replay(LocalDate day, Change change, Path folder, DayDatabase database)
            throws IOException, InterruptedException {
        RowFiles files = RowFiles.fetch(deployment.s3(), bucket, days.files(day), folder.resolve("day"));
        Map<String, String> places = Map.of(
                "files", files.sql(database.shape()),
                "made", new RowFiles(List.of(folder.resolve("made.parquet"))).sql(database.shape()),
                "changed", DayDatabase.escaped(folder.resolve("changed.parquet")),
                "columns", DuckDbColumns.casts());
        database.execute("CREATE TABLE raw (update_id BIGINT, received BIGINT, line VARCHAR)");
        long raw = loadRaw(day, database);
        database.execute(SqlFile.read(Replay.class, "each-update.sql", places));
        leaveOutNeighbours(day, database, folder);
        long refused = transform(database, folder.resolve("made.parquet"));
        database.execute(SqlFile.read(Replay.class, "changed.sql", places));
        long rows = database.number("SELECT count(*) FROM day_rows");
        long changed =
                database.number("SELECT count(*) FROM changed WHERE update_id IN (SELECT update_id FROM day_rows)");
        long added = database.number("SELECT count(*) FROM changed") - changed;
        if (changed + added > 0) {
            change.stageRows(day, folder.resolve("changed.parquet"));
        }
        return new DayReplay(day, rows, raw, changed, added, refused);
    }

    /// The days around are fetched only where the backup has what the day's rows lack.
    private void leaveOutNeighbours(LocalDate day, DayDatabase database, Path folder)
            throws IOException, InterruptedException {
        if (database.number("SELECT count(*) FROM raw WHERE update_id NOT IN (SELECT update_id FROM day_rows)") == 0) {
            return;
        }
        List<String> around = new ArrayList<>(days.files(day.minusDays(1)));
        around.addAll(days.files(day.plusDays(1)));
        RowFiles neighbours = RowFiles.fetch(deployment.s3(), bucket, around, folder.resolve("around"));
        database.execute(
                SqlFile.read(Replay.class, "not-of-the-day.sql", Map.of("around", neighbours.sql(database.shape()))));
    }

    private long loadRaw(LocalDate day, DayDatabase database) throws IOException, InterruptedException {
        try (DuckDBAppender rows = database.connection().createAppender("raw")) {
            long[] count = new long[1];
            new RawRecords(new ObjectLines(deployment.s3(), bucket), zone).read(day, raw -> {
                count[0]++;
                try {
                    rows.beginRow();
                    if (raw.updateId().isPresent()) {
                        rows.append(raw.updateId().getAsLong());
                    } else {
                        rows.appendNull();
                    }
                    rows.append(raw.received().toEpochMilli())
                            .append(raw.line())
                            .endRow();
                } catch (SQLException failure) {
                    throw new IOException(failure);
                }
            });
            return count[0];
        } catch (SQLException failure) {
            throw new IOException("DuckDB takes no rows: " + failure.getMessage(), failure);
        }
    }

    private static long transform(DayDatabase database, Path made) throws IOException, InterruptedException {
        long[] refused = new long[1];
        try (TableRows rows = new TableRows(made);
                TransformCalls calls = new TransformCalls(row -> {
                    byte[] json = row.json();
                    if (json == null) {
                        refused[0]++;
                    } else {
                        rows.append(json);
                    }
                })) {
            database.read(
                    "SELECT arrival, line FROM updates",
                    row -> calls.add(
                            new ReceivedUpdate(row.getLong(1), row.getString(2).getBytes(StandardCharsets.UTF_8))));
            calls.finish();
        }
        return refused[0];
    }
}
