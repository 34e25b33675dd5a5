package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.analytics.Period;
import dev.telegramlake.analytics.Question;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/// Every question on the real Trino, asked about a group of which the right answers were worked out by hand.
///
/// The group has three weeks in São Paulo with messages one second before and after midnight between Sunday and Monday,
/// a migration, an anonymous admin, a bot, an edit, an update that came twice, a topic, messages without text, and a
/// second group beside it. Answers are in `questions/expected/`, one row a line; `*` is any value.
final class QuestionsTest {
    private static final Path RESOURCES = Path.of("src/test/resources/questions");
    private static final String SECRET = "test-secret";
    private static final Period PERIOD = new Period(
            ZoneId.of("America/Sao_Paulo"),
            LocalDate.of(2026, 3, 2),
            LocalDate.of(2026, 3, 22),
            OptionalLong.of(-1002000));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static AthenaQueries athena;
    private static final Set<String> FAILED_ON_EMPTY_TABLE = new TreeSet<>();

    static List<Question> questions() {
        return Catalog.questions();
    }

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder, SECRET));
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
        for (Question question : Catalog.questions()) {
            if (athena.run(question.sql()).status().state() != QueryExecutionState.SUCCEEDED) {
                FAILED_ON_EMPTY_TABLE.add(question.name());
            }
        }
        List<String> updates = Files.readAllLines(RESOURCES.resolve("updates.ndjson"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String update : updates) {
                HttpRequest request = HttpRequest.newBuilder(pipeline.webhook())
                        .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
                        .POST(HttpRequest.BodyPublishers.ofString(update))
                        .build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        athena.await(
                "SELECT count(*) FROM updates", rows -> rows.equals(List.of(List.of(String.valueOf(updates.size())))));
    }

    @AfterAll
    static void stop() throws IOException {
        athena.close();
        pipeline.close();
    }

    @Test
    void everyQuestionCanBeAskedOfAnEmptyTable() {
        assertThat(FAILED_ON_EMPTY_TABLE).isEmpty();
    }

    @Test
    void everyQuestionHasItsAnswer() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("expected"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".ndjson", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            questions().stream().map(Question::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theAnswerIsTheOneWorkedOutByHand(Question question) throws IOException {
        List<List<String>> expected = expected(question.name());

        List<List<String>> rows = masked(athena.rows(question.sql(PERIOD)), expected);

        if (question.hasPeriod()) {
            assertThat(rows).containsExactlyElementsOf(expected);
        } else {
            // The queries of the course leave open in which order rows of one day come.
            assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<List<String>> expected(String question) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(RESOURCES.resolve("expected/" + question + ".ndjson"))) {
            @Nullable String[] cells = JSON.readValue(line, String[].class);
            rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        }
        return rows;
    }

    /// The rows with a `*` wherever any value is right.
    private static List<List<String>> masked(List<List<String>> rows, List<List<String>> expected) {
        List<List<String>> masked = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = new ArrayList<>(rows.get(i));
            for (int j = 0; j < row.size() && i < expected.size(); j++) {
                if (expected.get(i).get(j).equals("*")) {
                    row.set(j, "*");
                }
            }
            masked.add(row);
        }
        return masked;
    }
}
