package dev.telegramlake.local.cli;

import dev.telegramlake.local.change.Change;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.replay.FailedReplay;
import dev.telegramlake.local.replay.FailedReplay.FailedSummary;
import dev.telegramlake.local.replay.Replay;
import dev.telegramlake.local.replay.Replay.DayReplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `./lake replay`: makes the rows of days anew.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the rows of days anew, from raw/ and with this version's transform: after a column was added, or a"
                    + " fault was mended.",
            "Rows that come out as they were are left alone; updates that raw/ has and the table lacks are added.",
            "With --errors: puts into the stream again what failed and is not in the table, if the transform takes it"
                    + " now."
        },
        footer = {"", "For example:", "  ./lake replay --from 2026-11-01 --to 2026-11-07 --dry-run"})
final class ReplayCommand extends DeploymentCommand {
    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First day, yyyy-MM-dd (with --errors by default the first that has any)")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Last day, yyyy-MM-dd (default: yesterday; with --errors today)")
    private @Nullable LocalDate to;

    @Option(names = "--errors", description = "Replay what failed, instead of days")
    private boolean errors;

    @Option(names = "--dry-run", description = "Say how many rows would change, and change nothing")
    private boolean dryRun;

    @Override
    int run(Deployment deployment) throws DeploymentException, IOException, InterruptedException {
        if (from == null && !errors) {
            throw wrong("Give the first day with --from, or --errors");
        }
        LocalDate first = from == null ? LocalDate.EPOCH : from;
        if (to != null && first.isAfter(to)) {
            throw wrong("--from, %s, is after --to, %s".formatted(first, to));
        }
        LocalDate today = LocalDate.now(deployment.zone());
        return errors
                ? replayErrors(deployment, first, to == null ? today : to)
                : replayDays(deployment, first, to == null ? today.minusDays(1) : to, today);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int replayErrors(Deployment deployment, LocalDate first, LocalDate last)
            throws DeploymentException, IOException, InterruptedException {
        FailedSummary summary = new FailedReplay(deployment, InstantSource.system()).run(first, last, dryRun);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d failed: %d are in the table by now, %d are still refused, %d %s%n",
                summary.failed(),
                summary.there(),
                summary.refused(),
                summary.put(),
                dryRun ? "would be put into the stream" : "were put into the stream and land with its next files");
        out.flush();
        return 0;
    }

    private int replayDays(Deployment deployment, LocalDate first, LocalDate last, LocalDate today)
            throws DeploymentException, IOException, InterruptedException {
        if (!last.isBefore(today)) {
            throw wrong(
                    "--to must be a day that is over, %s at the latest, but is %s".formatted(today.minusDays(1), last));
        }
        PrintWriter err = spec.commandLine().getErr();
        Change change = new Change(deployment, "replay", Instant.now());
        try {
            List<DayReplay> days = new Replay(deployment).stage(first, last, change, day -> {
                err.printf(
                        "%s  %d rows, %d records in raw/: %d changed, %d added, %d refused%n",
                        day.day(), day.rows(), day.raw(), day.changed(), day.added(), day.refused());
                err.flush();
            });
            if (!dryRun && !change.days().isEmpty()) {
                err.printf("Committing %d days ...%n", change.days().size());
                err.flush();
                change.commit(false);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s: %d rows changed, %d added, of %d on %d days%n",
                    dryRun ? "Dry run" : "Done",
                    sum(days, DayReplay::changed),
                    sum(days, DayReplay::added),
                    sum(days, DayReplay::rows),
                    days.size());
            long refused = sum(days, DayReplay::refused);
            if (refused > 0) {
                out.printf("%d updates are refused by the transform; their rows stay as they are%n", refused);
            }
            out.flush();
            return 0;
        } finally {
            change.discard();
        }
    }

    private static long sum(List<DayReplay> days, ToLongFunction<DayReplay> what) {
        return days.stream().mapToLong(what).sum();
    }
}
