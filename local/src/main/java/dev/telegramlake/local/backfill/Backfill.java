package dev.telegramlake.local.backfill;

import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.disk.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/// Brings an export into the table of a pipeline or a stack: each message becomes a row in the partition of the day on
/// which it was sent, by the compaction's commit.
///
/// What is there already is not brought in again: messages that the bot has seen, by chat and message; what an earlier
/// run brought in, by its `update_id`. So a run that was interrupted anywhere is repeated from the beginning, and
/// brings what is missing. Nothing leaves this machine before the file is read to its end.
public final class Backfill {
    private final Deployment deployment;
    private final InstantSource clock;

    /// @param clock days that are not over by it are left out
    public Backfill(Deployment deployment, InstantSource clock) {
        this.deployment = deployment;
        this.clock = clock;
    }

    /// What to do with an export.
    ///
    /// @param exportedIn zone of the machine that exported, for times that are written without one
    /// @param chat       the only chat to take, by the Bot API's id; empty: all groups and channels
    /// @param dryRun     only to say what would be brought in
    public record Options(Optional<ZoneId> exportedIn, OptionalLong chat, boolean dryRun) {
        public static final Options DEFAULT = new Options(Optional.empty(), OptionalLong.empty(), false);
    }

    /// Reads an export to its end, brings in what the table lacks, and commits it.
    ///
    /// @throws BackfillException   when the file is no export, or cut off
    /// @throws DeploymentException when the pipeline does not answer, or the compaction fails
    public BackfillSummary run(InputStream export, Options options, BackfillProgress progress)
            throws BackfillException, DeploymentException, IOException, InterruptedException {
        ZoneId zone = deployment.zone();
        try (TemporaryFolder folder = new TemporaryFolder("backfill")) {
            folder.path().toFile().deleteOnExit(); // with what DayFile leaves there when the process is stopped
            return run(export, options, new Run(zone, clock.instant(), folder.path()), progress);
        }
    }

    /// @param zone in which a day of the table begins
    private record Run(ZoneId zone, Instant now, Path folder) {}

    private BackfillSummary run(InputStream export, Options options, Run run, BackfillProgress progress)
            throws BackfillException, DeploymentException, IOException, InterruptedException {
        try (DaySpool spool = new DaySpool(run.folder().resolve("updates"));
                DayWriter writer =
                        new DayWriter(deployment, run.folder(), run.zone(), run.now(), options.dryRun(), progress)) {
            HistoryReader reader = new HistoryReader(spool, deployment, options, run.zone(), run.now(), progress);
            TelegramExport.read(export, reader);
            writer.write(spool);
            if (!options.dryRun()) {
                new DayCommits(deployment).commit(writer.days(), progress);
            }
            return reader.summary(writer);
        }
    }
}
