package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.analytics.Period;
import dev.telegramlake.analytics.report.Report;
import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
    private static final String UPDATE = """
            {"update_id":1,"message":{"message_id":1,"date":1772452800,"chat":{"id":-5,"type":"group","title":"G"},\
            "from":{"id":1,"is_bot":false,"first_name":"</script><img src=x>"},"text":"=1+1 how?"}}""";

    @TempDir
    static Path folder;

    private static Pipeline pipeline;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder.resolve("data"), "secret"));
        try (HttpClient http = HttpClient.newHttpClient();
                AthenaQueries athena = new AthenaQueries(pipeline.aws(), pipeline.credentials())) {
            http.send(
                    HttpRequest.newBuilder(pipeline.webhook())
                            .header("X-Telegram-Bot-Api-Secret-Token", "secret")
                            .POST(HttpRequest.BodyPublishers.ofString(UPDATE))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            athena.await("SELECT count(*) FROM updates", rows -> rows.equals(List.of(List.of("1"))));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    @Test
    void anHtmlReportNeedsNothingElseAndHoldsTextAsDataOnly() throws IOException {
        Path file = folder.resolve("report.html");

        assertThat(report("--out", file.toString())).isZero();

        String html = Files.readString(file);
        assertThat(html).doesNotContain("src=\"http", "href=\"http", "</script><img", "<!-- data -->");
        assertThat(html).contains("\\u003c/script>\\u003cimg src=x>");
        assertThat(html).as("it may load and send nothing").contains("default-src 'none'");
        assertThat(err.toString().lines())
                .as("progress")
                .hasSize(Catalog.questions().size())
                .first()
                .asString()
                .contains("1/" + Catalog.questions().size());
        assertThat(out.toString()).contains(file.toString());
    }

    @Test
    void theDataComeAsJsonWithTheirTypesAndAsCsvWithoutFormulas() throws Exception {
        Report report;
        try (AthenaQueries athena = new AthenaQueries(pipeline.aws(), pipeline.credentials())) {
            Period march = new Period(
                    ZoneOffset.UTC, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31), OptionalLong.of(-5));
            report = Report.ask(athena.client(), march, (number, of, question) -> {});
        }

        JsonNode json = new ObjectMapper().readTree(written(report, Report.Format.json));
        assertThat(json.path("from").asText()).isEqualTo("2026-03-01");
        assertThat(json.path("chat").asLong()).isEqualTo(-5);
        assertThat(json.path("questions")).hasSize(Catalog.questions().size());
        JsonNode hours = json.path("questions")
                .valueStream()
                .filter(question -> question.path("name").asText().equals("hours_and_weekdays"))
                .findFirst()
                .orElseThrow();
        assertThat(hours.path("rows")).hasToString("[{\"weekday\":1,\"hour\":12,\"messages\":1,\"people\":1}]");
        assertThat(written(report, Report.Format.csv))
                .startsWith("\"question\",\"row\",\"column\",\"value\"\r\n")
                .contains("\"unanswered_questions\",\"1\",\"text\",\"'=1+1 how?\"\r\n");
    }

    private static String written(Report report, Report.Format format) throws IOException {
        StringWriter out = new StringWriter();
        report.write(out, format);
        return out.toString();
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsWrongUsage() {
        assertThat(report("--from", "2026-04-01")).isEqualTo(2);
        assertThat(err.toString()).contains("2026-03-31", "2026-04-01");
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLineBeforeAnythingIsAsked() {
        assertThat(report("--out", folder.resolve("nowhere/report.html").toString()))
                .isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("nowhere", "--out");
    }

    private int report(String... options) {
        List<String> command = new ArrayList<>(List.of(
                "report",
                "--data",
                folder.resolve("data").toString(),
                "--aws-port",
                String.valueOf(pipeline.aws().getPort()),
                "--to",
                "2026-03-31"));
        if (!List.of(options).contains("--from")) {
            command.addAll(List.of("--from", "2026-03-01"));
        }
        command.addAll(List.of(options));
        return Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command.toArray(String[]::new));
    }
}
