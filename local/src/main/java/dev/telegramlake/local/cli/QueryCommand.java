package dev.telegramlake.local.cli;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.analytics.athena.AthenaQuery;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.QueryExecution;

/// `./lake query`: one SQL statement against a running pipeline, through the Athena API.
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Runs one SQL statement on the running pipeline.",
        footer = {"", "For example:", "  ./lake query \"SELECT kind, count(*) AS updates FROM updates GROUP BY kind\""})
final class QueryCommand extends DeploymentCommand {
    @Option(
            names = "--format",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OutputFormat format;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Statement statement;

    /// One of the two.
    private static final class Statement {
        @Parameters(
                paramLabel = "SQL",
                description = "One statement of Athena SQL; tables are looked for in database telegram")
        private @Nullable String sql;

        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                description = "Read the statement from a file; - is standard input")
        private @Nullable Path file;

        String text() throws CommandException {
            if (sql != null) {
                return sql;
            }
            Path from = requireNonNull(file, "picocli demands one of the two");
            try {
                return from.toString().equals("-")
                        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                        : Files.readString(from);
            } catch (IOException unreadable) {
                throw new CommandException("The file %s cannot be read as text (%s). Name another with --file."
                        .formatted(from, unreadable.getClass().getSimpleName()));
            }
        }
    }

    @Override
    int run(Deployment deployment) throws CommandException, DeploymentException, IOException, InterruptedException {
        String sql = statement.text();
        print(deployment.query(sql));
        return 0;
    }

    private void print(AthenaQuery query) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        query.rows(rows::add);
        PrintWriter out = spec.commandLine().getOut();
        format.print(query.columns().stream().map(ColumnInfo::name).toList(), rows, out);
        out.flush();
        PrintWriter foot =
                format == OutputFormat.table ? out : spec.commandLine().getErr();
        foot.println(foot(rows.size(), query.execution()));
        foot.flush();
    }

    private static String foot(int rows, QueryExecution execution) {
        return String.format(
                Locale.ROOT,
                "%d %s, %s scanned, %.2f s",
                rows,
                rows == 1 ? "row" : "rows",
                bytes(execution.statistics().dataScannedInBytes()),
                execution.statistics().totalExecutionTimeInMillis() / 1000.0);
    }

    private static String bytes(long count) {
        if (count < 1024) {
            return count + " B";
        }
        int power = (63 - Long.numberOfLeadingZeros(count)) / 10;
        return String.format(Locale.ROOT, "%.1f %siB", count / Math.pow(1024, power), "KMGTPE".charAt(power - 1));
    }
}
