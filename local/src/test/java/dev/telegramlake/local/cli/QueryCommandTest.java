package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueryCommandTest {
    private static final String SQL = """
            SELECT * FROM (VALUES (1, 'say "hi"', ARRAY[1, 2]), (20, NULL, NULL), (3, U&'a\\000A\\009Bb', NULL)) \
            AS t (id, words, list)""";

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
    void aTableHasItsColumnsSideBySideAndTheCostAtItsFoot() {
        assertThat(query(SQL)).isZero();
        assertThat(out.toString().lines())
                .startsWith(
                        "id  words     list", //
                        "--  --------  ------",
                        "1   say \"hi\"  [1, 2]",
                        "20",
                        "3   a  b")
                .last()
                .asString()
                .matches("3 rows, 0 B scanned, [0-9]+\\.[0-9]{2} s");
    }

    @Test
    void csvIsRfc4180WithTheFootOnStandardError() {
        assertThat(query("--format", "csv", SQL)).isZero();
        assertThat(out).hasToString("""
                "id","words","list"\r
                "1","say ""hi""\","[1, 2]"\r
                "20",,\r
                "3","a\n\u009bb",\r
                """);
        assertThat(err.toString()).startsWith("3 rows");
    }

    @Test
    void jsonIsAnArrayOfObjectsWithNulls() {
        assertThat(query("--format", "json", SQL)).isZero();
        assertThat(out).hasToString("""
                [
                {"id":"1","words":"say \\"hi\\"","list":"[1, 2]"}
                ,{"id":"20","words":null,"list":null}
                ,{"id":"3","words":"a\\n\u009bb","list":null}
                ]
                """);
    }

    @Test
    void aStatementOfDdlPrintsItsLines() {
        assertThat(query("--format", "csv", "SHOW PARTITIONS updates")).isZero();
        assertThat(out.toString()).contains("dt=");
    }

    @Test
    void aStatementMayComeFromAFileAndBeginWithComments() throws IOException {
        Path file = Files.writeString(
                folder.resolve("one.sql"), "-- the question\n/* its\nparameters */ SELECT 1 AS one;\n");

        assertThat(query("--format", "csv", "--file", file.toString())).isZero();
        assertThat(out).hasToString("\"one\"\r\n\"1\"\r\n");
    }

    @Test
    void aFileThatIsNotThereIsOneLineWithItsName() {
        assertThat(query("-f", "nowhere.sql")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("nowhere.sql");
    }

    @Test
    void aListOfTablesHasNoHeaderAmongItsRows() {
        assertThat(query("--format", "csv", "SHOW TABLES")).isZero();
        assertThat(out.toString().lines()).containsOnlyOnce("\"Table\"").contains("\"updates\"");
    }

    @Test
    void anErrorInTheQueryIsOneLineWithItsPosition() {
        assertThat(query("SELECT nope FROM updates")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved");
    }

    @Test
    void whatPeopleWroteDoesNotSteerTheTerminalThroughAnError() {
        assertThat(query("SELECT CAST(chr(27) || '[31mred' || chr(8238) AS bigint)"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("[31mred").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aQueryThatTheServiceRefusesIsOneLine() {
        assertThat(query("")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private int query(String... arguments) {
        return Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(prefixed(arguments));
    }

    private static String[] prefixed(String... arguments) {
        String[] command = new String[arguments.length + 5];
        command[0] = "query";
        command[1] = "--aws-port";
        command[2] = String.valueOf(pipeline.aws().getPort());
        command[3] = "--data";
        command[4] = folder.toString();
        System.arraycopy(arguments, 0, command, 5, arguments.length);
        return command;
    }
}
