package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `forget` and `replay` as they are typed.
final class ForgetCommandTest {
    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static AthenaQueries athena;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder));
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int id = 1; id <= 4; id++) {
                http.send(
                        HttpRequest.newBuilder(pipeline.webhook())
                                .header("X-Telegram-Bot-Api-Secret-Token", pipeline.secret())
                                .POST(BodyPublishers.ofString(message(id)))
                                .build(),
                        BodyHandlers.discarding());
            }
        }
        athena.await("SELECT count(*) FROM updates", rows -> rows.equals(List.of(List.of("4"))));
    }

    @AfterAll
    static void stop() throws IOException {
        athena.close();
        pipeline.close();
    }

    @Test
    void firstItCountsThenItForgetsAndWritesAReceiptWithoutNames() throws IOException {
        Path receipt = folder.resolve("receipt.json");

        assertThat(lake("forget", "--user", "70001", "--dry-run")).isZero();
        assertThat(out.toString()).contains("Would be done:", "2 rows removed, 1 replaced, on 1 days");
        assertThat(people()).containsExactly(List.of("70000"), List.of("70001"));

        assertThat(lake("forget", "--user", "70001", "--receipt", receipt.toString()))
                .isZero();
        assertThat(out.toString()).contains("looked through again: nothing is left");
        assertThat(people()).containsExactly(List.of("70000"));
        assertThat(Files.readString(receipt))
                .contains("\"id\" : 70001", "\"rowsRemoved\" : 2", "\"verified\" : true")
                .doesNotContain("Zebedeu");

        assertThat(lake("forget", "--user", "70000", "--receipt", receipt.toString()))
                .as("a receipt is not written over")
                .isEqualTo(1);
        assertThat(err.toString()).contains("receipt.json is there already", "--receipt");
        assertThat(people()).containsExactly(List.of("70000"));
    }

    @Test
    void aReplaySaysWhatItFoundOfEachDayAndRefusesToday() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        assertThat(lake("replay", "--from", today.minusDays(2).toString())).isZero();
        assertThat(out.toString()).contains("Done: 0 rows changed, 0 added, of 0 on 2 days");
        assertThat(err.toString()).contains(today.minusDays(2) + "  0 rows", today.minusDays(1) + "  0 rows");

        assertThat(lake("replay", "--from", today.toString(), "--to", today.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--to must be a day that is over, " + today.minusDays(1));

        assertThat(lake("replay", "--errors")).isZero();
        assertThat(out.toString()).contains("0 failed");
    }

    private static List<List<String>> people() {
        return athena.rows("SELECT DISTINCT user_id FROM updates ORDER BY 1");
    }

    private static String message(int id) {
        return """
                {"update_id":%d,"message":{"message_id":%1$d,"date":1795000000,"chat":{"id":-1001,"type":"supergroup",\
                "title":"Tea"},"from":{"id":%d,"is_bot":false,"first_name":"%s"},"text":"%s"}}""".formatted(id, 70_000 + id % 2, id % 2 == 1 ? "Zebedeu" : "Ada", id == 4 ? "hi Zebedeu" : "hello");
    }

    private int lake(String... arguments) {
        String[] where = {
            "--data", folder.toString(),
            "--port", String.valueOf(pipeline.page().getPort()),
            "--aws-port", String.valueOf(pipeline.aws().getPort()),
            "--s3-port", String.valueOf(pipeline.s3().getPort())
        };
        return Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(arguments, where).flatMap(Stream::of).toArray(String[]::new));
    }
}
