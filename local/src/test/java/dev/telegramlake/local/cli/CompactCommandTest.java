package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompactCommandTest {
    @TempDir
    static Path folder;

    private static Pipeline pipeline;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder));
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    @Test
    void aRunIsATableOfItsDays() {
        assertThat(compact()).isZero();
        assertThat(out.toString().lines().limit(3))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("day         status  engine  files"),
                        line -> assertThat(line).startsWith("---"),
                        line -> assertThat(line).contains("  empty  "));
        assertThat(out.toString()).contains("Sample query: 0 files, ");
    }

    @Test
    void aDryRunOfOneDayAsJsonIsTheSummaryOfTheFunction() {
        String day = LocalDate.now(ZoneOffset.UTC).minusDays(3).toString();

        assertThat(compact("--date", day, "--dry-run", "--format", "json")).isZero();
        assertThat(out.toString()).contains("\"dryRun\":true", "\"day\":\"" + day + "\"");
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void aDayThatIsNotOverIsOneLine() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        assertThat(compact("--date", today)).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains(today + " is not over");
    }

    @Test
    void aDateThatIsNoneIsWrongUsage() {
        assertThat(compact("--date", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("'yesterday'");
    }

    @Test
    void withoutAPipelineItSaysHowToStartOne() throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }

        assertThat(lake("compact", "--data", folder.toString(), "--port", String.valueOf(free)))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(":" + free)
                .contains("./lake up");
    }

    private int compact(String... arguments) {
        String[] command = new String[arguments.length + 5];
        command[0] = "compact";
        command[1] = "--port";
        command[2] = String.valueOf(pipeline.page().getPort());
        command[3] = "--data";
        command[4] = folder.toString();
        System.arraycopy(arguments, 0, command, 5, arguments.length);
        return lake(command);
    }

    private int lake(String... arguments) {
        return Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
