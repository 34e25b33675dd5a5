package dev.telegramlake.local.cli;

import dev.telegramlake.local.backfill.Backfill;
import dev.telegramlake.local.backfill.BackfillException;
import dev.telegramlake.local.backfill.BackfillSummary;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./lake backfill`: brings a Telegram Desktop export into the running pipeline.
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the history of groups and channels into the table, from a Telegram Desktop export.",
            "What the table has is not brought in again: neither messages that the bot has seen, nor an export a second"
                    + " time."
        },
        footer = {
            "",
            "It can be stopped at any time (Ctrl-C): rows that are not committed are not seen. Run it again to bring in"
                    + " the rest.",
            "Exit status: 0; 1 when something failed or a row was refused.",
            "For example:",
            "  ./lake backfill ~/Downloads/DataExport/result.json --zone America/Sao_Paulo"
        })
final class BackfillCommand extends DeploymentCommand {
    @Parameters(
            paramLabel = "FILE",
            description = "result.json of an export, of one chat or of all, or its folder; may be .gz")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "Time zone of the machine that exported, for times that are written without one (default:"
                    + " what the messages show, else the zone of the table's days)")
    private @Nullable ZoneId zone;

    @Option(names = "--chat", paramLabel = "ID", description = "Take this chat only, for example -1001234567890")
    private @Nullable Long chat;

    @Option(names = "--dry-run", description = "Say what would be brought in, and bring in nothing")
    private boolean dryRun;

    @Override
    int run(Deployment deployment) throws CommandException, DeploymentException, InterruptedException {
        Backfill.Options how = new Backfill.Options(
                Optional.ofNullable(zone), chat == null ? OptionalLong.empty() : OptionalLong.of(chat), dryRun);
        PrintWriter err = spec.commandLine().getErr();
        BackfillSummary summary;
        try (CountedInput counted = CountedInput.open(Files.isDirectory(file) ? file.resolve("result.json") : file);
                InputStream export = file.toString().endsWith(".gz") ? new GZIPInputStream(counted) : counted;
                BackfillBar bar = new BackfillBar(counted, err, Boolean.getBoolean("lake.terminal"))) {
            summary = new Backfill(deployment, Clock.systemUTC()).run(export, how, bar);
        } catch (NoSuchFileException missing) {
            throw new CommandException("There is no file %s. Give the file result.json of an export.".formatted(file));
        } catch (BackfillException wrong) {
            throw new CommandException("%s: %s".formatted(file, wrong.getMessage()));
        } catch (IOException failure) {
            throw new CommandException("%s could not be brought in (%s). Run the command again to bring in the rest."
                    .formatted(file, failure));
        }
        PrintWriter out = spec.commandLine().getOut();
        print(summary, out);
        out.flush();
        return summary.refused().isEmpty() ? 0 : 1;
    }

    private void print(BackfillSummary summary, PrintWriter out) {
        line(out, summary.messages(), "messages read");
        line(out, summary.taken(), dryRun ? "messages would be brought in" : "messages brought in");
        line(out, summary.rows(), summary.days().isEmpty() ? "rows" : days(summary));
        line(out, summary.alreadyThere(), "messages were there already");
        summary.leftOut().forEach((reason, count) -> line(out, count, "left out: " + reason.words()));
        summary.refused().forEach((reason, count) -> line(out, count, "rows refused by the transform: " + reason));
    }

    private static String days(BackfillSummary summary) {
        return String.format(
                Locale.ROOT,
                "rows: these messages and their reactions, on %,d days, %s to %s",
                summary.days().size(),
                summary.days().getFirst(),
                summary.days().getLast());
    }

    private static void line(PrintWriter out, long count, String words) {
        out.println(String.format(Locale.ROOT, "%,13d  %s", count, TerminalText.line(words)));
    }
}
