package dev.telegramlake.local.cli;

import dev.telegramlake.local.change.Change;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.replay.Replay;
import dev.telegramlake.local.replay.Replay.DayReplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
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
            "Makes the rows of days anew, from raw/ and with this version's transform:",
            "after a column was added, or a fault was mended.",
            "Rows that come out as they were are left alone; updates that raw/ has and the table lacks are added."
        },
        footer = {"", "For example:", "  ./lake replay --from 2026-11-01 --to 2026-11-07 --dry-run"})
final class ReplayCommand extends DeploymentCommand {
    @Option(names = "--from", paramLabel = "DATE", required = true, description = "First day, yyyy-MM-dd")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last day, yyyy-MM-dd (default: yesterday)")
    private @Nullable LocalDate to;

    @Option(names = "--dry-run", description = "Say how many rows would change, and change nothing")
    private boolean dryRun;

    @Override
    int run(Deployment deployment) throws DeploymentException, IOException, InterruptedException {
        LocalDate yesterday = LocalDate.now(deployment.zone()).minusDays(1);
        LocalDate last = to == null ? yesterday : to;
        if (last.isAfter(yesterday)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to must be a day that is over, %s at the latest, but is %s".formatted(yesterday, last));
        }
        if (from.isAfter(last)) {
            throw new ParameterException(spec.commandLine(), "--from, %s, is after --to, %s".formatted(from, last));
        }
        PrintWriter err = spec.commandLine().getErr();
        Change change = new Change(deployment, "replay", Instant.now());
        try {
            List<DayReplay> days = new Replay(deployment).stage(from, last, change, day -> {
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
