package dev.telegramlake.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./lake compact`: runs the compaction function on the running pipeline.
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = {
            "Compacts the days that are over on the running pipeline: many small files become few large ones.",
            "Looks at yesterday and the six days before it."
        })
final class CompactCommand extends DeploymentCommand {
    private static final List<String> COLUMNS =
            List.of("day", "status", "engine", "files", "bytes", "rows in", "duplicates", "rows", "seconds");

    @Option(names = "--date", paramLabel = "DATE", description = "Compact this day only, for example 2026-03-01")
    private @Nullable LocalDate date;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing")
    private boolean dryRun;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, or json for the function's own summary (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Format format;

    /// How the summary is written.
    enum Format {
        table,
        json
    }

    @Override
    int run(Deployment deployment) throws DeploymentException, IOException, InterruptedException {
        JsonNode summary = deployment.compact(event());
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case json -> out.println(summary);
            case table -> print(summary, out);
        }
        out.flush();
        return 0;
    }

    private ObjectNode event() {
        ObjectNode event = new ObjectMapper().createObjectNode();
        if (date != null) {
            event.put("date", date.toString());
        }
        if (dryRun) {
            event.put("dryRun", true);
        }
        return event;
    }

    private static void print(JsonNode summary, PrintWriter out) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        List<String> setAside = new ArrayList<>();
        for (JsonNode day : summary.path("days")) {
            rows.add(row(day));
            day.path("setAside")
                    .forEach(file -> setAside.add("Set aside: %s (%s)"
                            .formatted(
                                    file.path("key").asText(),
                                    file.path("reason").asText())));
        }
        OutputFormat.table.print(COLUMNS, rows, out);
        out.println();
        setAside.forEach(file -> out.println(TerminalText.line(file)));
        for (JsonNode retired : summary.path("retired")) {
            out.printf(
                    "Deleted %d replaced objects of %s%n",
                    retired.path("objects").asInt(), retired.path("day").asText());
        }
        if (summary.path("before").isObject() && summary.path("after").isObject()) {
            out.printf(
                    "Sample query: %s before, %s after%n",
                    sample(summary.path("before")), sample(summary.path("after")));
        }
        if (summary.hasNonNull("stopped")) {
            out.println("The time was over before all was done; run it again to go on.");
        }
    }

    private static List<@Nullable String> row(JsonNode day) {
        double seconds = 0;
        for (JsonNode step : day.path("seconds")) {
            seconds += step.asDouble();
        }
        List<@Nullable String> row = new ArrayList<>();
        row.add(day.path("day").asText());
        row.add(day.path("status").asText());
        row.add(day.hasNonNull("engine") ? day.path("engine").asText() : null);
        row.add("%s -> %s"
                .formatted(day.path("filesIn").asText(), day.path("filesOut").asText()));
        row.add("%s -> %s"
                .formatted(day.path("bytesIn").asText(), day.path("bytesOut").asText()));
        row.add(day.path("rowsIn").asText());
        row.add(day.path("duplicates").asText());
        row.add(day.path("rowsOut").asText());
        row.add(String.format(Locale.ROOT, "%.1f", seconds));
        return row;
    }

    private static String sample(JsonNode sample) {
        return "%d files, %d ms"
                .formatted(sample.path("files").asLong(), sample.path("millis").asLong());
    }
}
