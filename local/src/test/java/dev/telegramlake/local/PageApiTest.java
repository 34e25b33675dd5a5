package dev.telegramlake.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the page asks for, of a running pipeline.
final class PageApiTest {
    private static final String SECRET = "test-secret";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(new PipelineSettings(
                folder,
                "127.0.0.1",
                0,
                0,
                0,
                Duration.ofSeconds(1),
                Optional.of(SECRET),
                Optional.empty(),
                Set.of(),
                ZoneId.of("America/Sao_Paulo"),
                EnginePlace.OWN_PROCESS));
        long now = Instant.now().getEpochSecond();
        for (int i = 0; i < 3; i++) {
            webhook("""
                    {"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"supergroup","title":"%s"},\
                    "from":{"id":9,"is_bot":false,"first_name":"Ana"},"text":"Hello"}}""".formatted(100 + i, i + 1, now, i == 2 ? -1002 : -1001, i == 2 ? "Other" : "Support"));
        }
        awaitRows(3);
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
        HTTP.close();
    }

    @Test
    void everyQuestionHasItsWordsAndItsChart() throws Exception {
        JsonNode questions = get("/api/questions").path("questions");

        assertThat(questions).hasSameSizeAs(Catalog.questions());
        for (JsonNode question : questions) {
            assertThat(question.path("title").path("en").asText()).isNotBlank();
            assertThat(question.path("question").path("pt").asText()).endsWith("?");
            assertThat(question.path("chart").has("encoding")).isTrue();
            assertThat(question.path("sql").asText()).contains("SELECT");
            assertThat(question.path("hasPeriod").isBoolean()).isTrue();
        }
    }

    @Test
    void anAnswerIsTypedRowsOfTheLastThirtyDays() throws Exception {
        JsonNode answer = get("/api/questions/top_people");

        assertThat(answer.path("columns").path(0)).hasToString("{\"name\":\"author_id\",\"type\":\"bigint\"}");
        JsonNode ana = answer.path("rows").path(0);
        assertThat(ana.path("author_id").isNumber()).isTrue();
        assertThat(ana.path("person").asText()).isEqualTo("Ana");
        assertThat(ana.path("is_bot").isBoolean()).isTrue();
        assertThat(ana.path("messages").asInt()).isEqualTo(3);
        assertThat(ana.path("percent").isNumber()).isTrue();
        assertThat(answer.path("bytesScanned").asLong()).isPositive();
        assertThat(answer.has("elapsedMillis")).isTrue();
        assertThat(answer.path("sql").asText()).contains("'America/Sao_Paulo' AS zone");
    }

    @Test
    void anAnswerIsAboutTheChatAndThePeriodThatAreAskedFor() throws Exception {
        assertThat(get("/api/questions/top_people?chat=-1002")
                        .path("rows")
                        .path(0)
                        .path("messages")
                        .asInt())
                .isEqualTo(1);
        assertThat(get("/api/questions/top_people?from=2020-01-01&to=2020-01-31")
                        .path("rows"))
                .isEmpty();
        assertThat(get("/api/questions/messages_per_day?zone=UTC")
                        .path("rows")
                        .path(0)
                        .path("day")
                        .asText())
                .matches("\\d{4}-\\d\\d-\\d\\d");
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday,                  'yesterday'",
        "to=2026-02-30,                   '2026-02-30'",
        "from=%2B12026-01-01,             +12026-01-01",
        "from=2026-03-02&to=2026-03-01,   2026-03-01",
        "chat=@group,                     '@group'",
        "chat=99999999999999999999,       99999999999999999999",
        "zone=Nowhere/Land,               Nowhere/Land",
        "zone=UTC'--,                     UTC'--",
    })
    void aWrongParameterIsNamedWithItsRemedy(String query, String named) throws Exception {
        HttpResponse<String> answer = send(request("/api/questions/top_people?" + query.replace("'", "%27"))
                .GET());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("message").asText()).contains(named);
    }

    @Test
    void anUnknownQuestionIsNotFound() throws Exception {
        HttpResponse<String> answer = send(request("/api/questions/nothing").GET());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("'nothing'");
    }

    @Test
    void theChatsAreThoseThatWereSeen() throws Exception {
        assertThat(get("/api/chats"))
                .hasToString("{\"chats\":[{\"id\":-1001,\"title\":\"Support\"},{\"id\":-1002,\"title\":\"Other\"}]}");
    }

    @Test
    void theTablesAreListedWithTheirColumns() throws Exception {
        JsonNode tables = get("/api/tables").path("tables");

        assertThat(tables.path(0).path("name").asText()).isEqualTo(UpdatesTable.NAME);
        assertThat(tables.path(0).path("isView").asBoolean()).isFalse();
        assertThat(tables.path(0).path("columns")).hasSize(UpdatesTable.COLUMNS.size() + 1);
        assertThat(tables.path(0).path("columns").path(0).path("comment").asText())
                .isEqualTo(UpdatesTable.COLUMNS.getFirst().comment());
        assertThat(tables.findValuesAsText("name")).contains("messages", "telegram", "members", "dt");
    }

    @Test
    void aQueryAnswersAsAthenaPrints() throws Exception {
        JsonNode answer = query(
                "SELECT update_id, user_is_bot, hashtags, TIMESTAMP '2026-03-01 01:02:03' AS t FROM updates"
                        + " ORDER BY 1 LIMIT 1;",
                200);

        assertThat(answer.path("rows")).hasToString("[[\"100\",\"false\",null,\"2026-03-01 01:02:03.000\"]]");
        assertThat(answer.path("columns").path(0)).hasToString("{\"name\":\"update_id\",\"type\":\"bigint\"}");
        assertThat(answer.path("isCut").asBoolean()).isFalse();
        assertThat(answer.path("bytesScanned").asLong()).isPositive();
    }

    @Test
    void tablesAndViewsCanBeDescribed() throws Exception {
        assertThat(query("DESCRIBE messages", 200).path("rows").toString()).contains("\"is_question\",\"boolean\"");
        assertThat(query("SHOW PARTITIONS updates", 200).path("rows").toString())
                .contains("dt=");
        assertThat(query("SHOW CREATE TABLE updates", 200).path("rows").toString())
                .contains("CREATE EXTERNAL TABLE");
    }

    @Test
    void anErrorHasItsPlace() throws Exception {
        JsonNode error = query("SELECT kind,\n  nothing\nFROM updates", 400);

        assertThat(error.path("message").asText()).isEqualTo("Column 'nothing' cannot be resolved");
        assertThat(error.path("line").asInt()).isEqualTo(2);
        assertThat(error.path("column").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP TABLE updates",
                "CREATE TABLE copy AS SELECT * FROM updates",
                "SELECT 1; DROP TABLE updates",
                "SELECT * FROM TABLE(awsdatacatalog.system.unload(input => TABLE(updates), location => 's3://telegram-lake/x'))",
            })
    void nothingIsChanged(String sql) throws Exception {
        assertThat(query(sql, 400).path("message").asText()).isNotBlank();
        assertThat(query("SELECT count(*) FROM updates WHERE update_id BETWEEN 100 AND 102", 200)
                        .path("rows"))
                .hasToString("[[\"3\"]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nonsense | JSON", "{} | no statement", "{\"sql\": \" \"} | no statement"})
    void aBodyWithoutAStatementIsRefused(String body, String named) throws Exception {
        HttpResponse<String> answer = send(post(body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("message").asText()).contains(named);
    }

    @Test
    void theLagFromWebhookToSqlIsMeasuredWhileSomebodyLooks() throws Exception {
        get("/api/status");
        Instant before = Instant.now();
        webhook("{\"update_id\":200,\"poll\":{\"id\":\"1\",\"question\":\"?\"}}");

        JsonNode lag = get("/api/status").path("webhookToSql");
        while (lag.isMissingNode()
                || Instant.parse(lag.path("measured").asText()).isBefore(before)) {
            LockSupport.parkNanos(MILLISECONDS.toNanos(20));
            lag = get("/api/status").path("webhookToSql");
        }
        Duration most =
                Duration.between(before, Instant.parse(lag.path("measured").asText()));
        assertThat(lag.path("millis").asLong())
                .as("the buffer's second at least, and not more than has passed")
                .isBetween(1000L, most.toMillis() + 1);
    }

    @Test
    void vegaIsServedFromTheJar() throws Exception {
        for (String file : new String[] {"vega.min.js", "vega-lite.min.js", "vega-interpreter.js", "vega-util.js"}) {
            HttpResponse<String> answer = send(request("/vendor/" + file).GET());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/..%2f..%2fsecret",
                "/%2e%2e/secret",
                "/vendor/..%2fpage%2findex.html",
                "/vendor/%2e%2e/%2e%2e/Catalog.class",
                "/vendor/..;/Catalog.class",
                "/dev/telegramlake/local/Pipeline.class",
                "/%00",
            })
    void noPathLeadsOutOfThePagesFolder(String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), pipeline.page().getPort())) {
            String request = "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
                    .formatted(path, pipeline.page().getPort());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .matches("(?s)HTTP/1.1 40[04] .*");
        }
    }

    @Test
    void whatIsPutInAnAddressStaysOutOfTheStatement() throws Exception {
        for (String parameter : new String[] {
            "chat=1%20OR%201%3D1", "chat=1%27--", "from=2026-01-0%27", "to=%272026-1-1", "zone=UTC%27%20OR%20%271"
        }) {
            HttpResponse<String> answer =
                    send(request("/api/questions/top_people?" + parameter).GET());

            assertThat(answer.statusCode()).as(parameter).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("SELECT");
        }
        assertThat(send(request("/api/questions/..%2f..%2fviews%2fmessages").GET())
                        .statusCode())
                .isIn(400, 404);
    }

    @Test
    void noSecretIsInWhatThePageIsTold() throws Exception {
        for (String path : new String[] {"/api/status", "/api/failed", "/api/questions", "/api/tables", "/api/chats"}) {
            assertThat(get(path).toString()).doesNotContain(SECRET);
        }
    }

    private static JsonNode query(String sql, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(post(JSON.createObjectNode().put("sql", sql).toString()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(path).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder post(String body) {
        return request("/api/query")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                pipeline.page().resolve(path.replace("@", URLEncoder.encode("@", StandardCharsets.UTF_8))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void webhook(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(pipeline.webhook())
                .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static void awaitRows(int rows) throws IOException, InterruptedException {
        while (get("/api/status").path("delivered").path("rows").asInt() < rows) {
            LockSupport.parkNanos(MILLISECONDS.toNanos(20));
        }
    }
}
