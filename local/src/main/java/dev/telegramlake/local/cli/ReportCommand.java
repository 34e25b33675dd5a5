package dev.telegramlake.local.cli;

import dev.telegramlake.analytics.Period;
import dev.telegramlake.analytics.athena.QueryFailedException;
import dev.telegramlake.analytics.report.Report;
import dev.telegramlake.local.deployment.Deployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `./lake report`: all questions about a period, as one file.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Asks all questions about a period, and writes the answers into one file.",
        footer = {"", "For example:", "  ./lake report --from 2026-11-01 --to 2026-11-30 --zone America/Sao_Paulo"})
final class ReportCommand extends DeploymentCommand {
    private static final int DAYS = 30;

    @Option(names = "--from", paramLabel = "DATE", description = "First day, yyyy-MM-dd (default: 30 days before --to)")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last day, yyyy-MM-dd (default: today)")
    private @Nullable LocalDate to;

    @Option(names = "--chat", paramLabel = "ID", description = "Only this chat (default: all of them)")
    private @Nullable Long chat;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            defaultValue = "UTC",
            description = "Time zone of days and hours (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ZoneId zone;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write (default: report.html, .csv or .json)")
    private @Nullable Path out;

    @Option(
            names = "--format",
            defaultValue = "html",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Report.Format format;

    @Override
    int run(Deployment deployment) throws CommandException, InterruptedException {
        Period period = period();
        Path file = out == null ? Path.of("report." + format) : out;
        PrintWriter progress = spec.commandLine().getErr();
        try (Writer writer = Files.newBufferedWriter(file)) { // before anything is asked
            Report.ask(deployment.athena(), period, (number, of, question) -> {
                        progress.printf(
                                "%2d/%d  %s%n", number, of, question.title().english());
                        progress.flush();
                    })
                    .write(writer, format);
        } catch (QueryFailedException failure) {
            throw new CommandException("The question %s".formatted(failure.getMessage()));
        } catch (IOException notWritten) {
            throw new CommandException("%s cannot be written (%s). Give another file with --out."
                    .formatted(file, notWritten.getClass().getSimpleName()));
        }
        spec.commandLine().getOut().println("Written: " + file.toAbsolutePath());
        return 0;
    }

    private Period period() {
        LocalDate last = to == null ? LocalDate.now(zone) : to;
        LocalDate first = from == null ? last.minusDays(DAYS) : from;
        try {
            return new Period(zone, first, last, chat == null ? OptionalLong.empty() : OptionalLong.of(chat));
        } catch (IllegalArgumentException backwards) {
            throw new ParameterException(spec.commandLine(), String.valueOf(backwards.getMessage()), backwards);
        }
    }
}
