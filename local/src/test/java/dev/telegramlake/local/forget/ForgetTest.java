package dev.telegramlake.local.forget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import dev.telegramlake.local.change.UpdatesFile;
import dev.telegramlake.local.deployment.LocalDeployment;
import dev.telegramlake.local.forget.Forget.Counts;
import dev.telegramlake.local.forget.Forget.Done;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/// A lake of two days that are over and of today, in which Zebedeu Quintão is in every place where a person can be.
final class ForgetTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final long ID = 987_654_321;
    private static final Subject ZEBEDEU = new Subject(Subject.Kind.USER, ID);
    private static final String PERSON = """
            {"id":987654321,"is_bot":false,"first_name":"Zebedeu","last_name":"Quint\\u00e3o","username":"zebe_x"}""";
    private static final String ADA = """
            {"id":5,"is_bot":false,"first_name":"Ada"}""";
    private static final String CHAT = """
            {"id":-1001,"type":"supergroup","title":"Tea"}""";

    @TempDir
    private Path data;

    private LocalDate today;
    private Pipeline pipeline;
    private LocalDeployment deployment;
    private AthenaQueries athena;

    @BeforeEach
    void startWithThreeDays() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(data));
        deployment = new LocalDeployment(
                data,
                pipeline.page().getPort(),
                pipeline.aws().getPort(),
                pipeline.s3().getPort());
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
        today = LocalDate.now(ZoneOffset.UTC);
        land(DAY, "a", message(1, ADA, "\"text\":\"hello\""), message(2, PERSON, "\"text\":\"it is me\""));
        // the next day has an update of the day before once more, which its run leaves out
        land(
                DAY.plusDays(1),
                "b",
                message(2, PERSON, "\"text\":\"it is me\""),
                message(
                        3,
                        ADA,
                        "\"text\":\"thanks\",\"reply_to_message\":{\"message_id\":2,\"date\":1,\"chat\":%s,\"from\":%s,\"text\":\"it is me\"}"
                                .formatted(CHAT, PERSON)));
        deployment.compact(JSON.createObjectNode()
                .put("from", DAY.toString())
                .put("to", DAY.plusDays(1).toString()));
        land(DAY, "late", message(4, PERSON, "\"text\":\"late\""), message(5, ADA, "\"text\":\"late too\""));
        put(
                "imports/dt=%s/c.parquet".formatted(DAY.plusDays(2)),
                parquet(DAY.plusDays(2), message(6, PERSON, "\"text\":\"old\"")));
        land(
                today,
                "d",
                message(7, ADA, "\"text\":\"ask @zebe_x, I mean zebedeu\""),
                message(8, ADA, "\"text\":\"bye\""));
        land(today, "e", message(9, PERSON, "\"text\":\"now\""));
        put(
                "raw/dt=%s/f".formatted(DAY),
                (message(1, ADA, "\"text\":\"hello\"") + "\n" + message(2, PERSON, "\"text\":\"a\"") + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        put(
                "raw/dt=%s/g".formatted(DAY),
                (message(4, PERSON, "\"text\":\"a\"") + "\n").getBytes(StandardCharsets.UTF_8));
        put(
                "errors/processing-failed/dt=%s/h".formatted(DAY),
                (error(message(10, PERSON, "\"text\":\"a\"")) + error("damaged")).getBytes(StandardCharsets.UTF_8));
        for (LocalDate day : List.of(DAY, DAY.plusDays(1), DAY.plusDays(2), today)) {
            athena.rows("ALTER TABLE updates ADD IF NOT EXISTS PARTITION (dt = '%s')".formatted(day));
        }
        assertThat(athena.rows("SELECT user_first_name FROM updates WHERE user_id = %d".formatted(ID)))
                .as("a result of a query has the name")
                .isNotEmpty();
    }

    @AfterEach
    void stop() throws IOException {
        athena.close();
        deployment.close();
        pipeline.close();
    }

    @Test
    void afterwardsNeitherIdNorNameIsInAnyByteOfTheBucketAndAllOtherRowsAreEqual() throws Exception {
        String others = "SELECT * FROM updates WHERE update_id IN (1, 5, 8) ORDER BY update_id";
        deployment.compact(JSON.createObjectNode().put("date", DAY.toString()));
        List<List<String>> before = athena.rows(others);
        assertThat(traces()).isNotEmpty();
        Forget forget = forget(Optional.empty());

        Counts found = forget.look();
        Done done = forget.run();

        assertThat(forget.names()).contains("Zebedeu", "Quintão", "Zebedeu Quintão", "zebe_x");
        assertThat(found)
                .extracting(
                        Counts::rowsRemoved,
                        Counts::rowsReplaced,
                        Counts::days,
                        Counts::rawRecords,
                        Counts::errorRecords)
                .containsExactly(4L, 2L, 4, 2L, 1L);
        assertThat(done.counts()).isEqualTo(found);
        assertThat(forget.verify().areNothing()).isTrue();
        assertThat(traces()).isEmpty();
        assertThat(athena.rows(others)).isEqualTo(before).hasSize(3);
        assertThat(athena.rows(
                        "SELECT update_id, text, reply_to_message_id, reply_to_author_id FROM updates ORDER BY 1"))
                .containsExactly(
                        List.of("1", "hello", "null", "null"),
                        List.of("3", "thanks", "2", "null"),
                        List.of("5", "late too", "null", "null"),
                        List.of("7", "ask @******, I mean *******", "null", "null"),
                        List.of("8", "bye", "null", "null"));
    }

    @Test
    void aPseudonymKeepsTheRowsAndTheirWords() throws Exception {
        Forget forget = forget(Optional.of("a key of sixteen".getBytes(StandardCharsets.UTF_8)));

        forget.look();
        forget.run();

        assertThat(forget.verify().areNothing()).isTrue();
        assertThat(traces()).isEmpty();
        long pseudonym = Pseudonym.of(ZEBEDEU, "a key of sixteen".getBytes(StandardCharsets.UTF_8))
                .id();
        assertThat(athena.rows(
                        "SELECT update_id, text FROM updates WHERE user_id = %d ORDER BY 1".formatted(pseudonym)))
                .containsExactly(
                        List.of("2", "it is me"), List.of("4", "late"), List.of("6", "old"), List.of("9", "now"));
        assertThat(athena.rows("SELECT update_id FROM updates WHERE reply_to_author_id = %d".formatted(pseudonym)))
                .containsExactly(List.of("3"));
    }

    private Forget forget(Optional<byte[]> key) throws Exception {
        return new Forget(deployment, ZEBEDEU, key, true, today, line -> {});
    }

    /// Objects in which the id or a name is found: as text, as a number of Parquet, in base64.
    private List<String> traces() throws Exception {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data.resolve("s3").resolve(Lake.BUCKET))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (isIn(file)) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }

    private static boolean isIn(Path file) throws Exception {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        StringBuilder text = new StringBuilder(bytes);
        if (bytes.startsWith("PAR1")) {
            text.append(parquetText(file));
        }
        for (String line : bytes.lines().toList()) {
            if (line.contains("rawData")) {
                text.append(new String(JSON.readTree(line).path("rawData").binaryValue(), StandardCharsets.UTF_8));
            }
        }
        String number = new String(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(ID)
                        .array(),
                StandardCharsets.ISO_8859_1);
        return Stream.of(String.valueOf(ID), number, "Zebedeu", "zebedeu", "zebe_x", "Quint")
                .anyMatch(trace -> text.indexOf(trace) >= 0);
    }

    private static String parquetText(Path file) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet('%s') t".formatted(file))) {
            while (rows.next()) {
                text.append(rows.getString(1));
            }
        }
        return text.toString();
    }

    private static String message(long id, String from, String body) {
        return """
                {"update_id":%d,"message":{"message_id":%1$d,"date":%d,"chat":%s,"from":%s,%s}}\
                """.formatted(id, DAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC) + id, CHAT, from, body);
    }

    private static String error(String update) {
        return "{\"rawData\":\"%s\",\"errorCode\":\"Lambda.FunctionError\"}\n"
                .formatted(Base64.getEncoder().encodeToString(update.getBytes(StandardCharsets.UTF_8)));
    }

    private void land(LocalDate day, String name, String... updates) throws Exception {
        put("updates/dt=%s/%s.parquet".formatted(day, name), parquet(day, updates));
    }

    private static byte[] parquet(LocalDate day, String... updates) throws Exception {
        return UpdatesFile.parquet(
                day, Duration.ofMillis(1), List.of(updates), UpdatesTable.COLUMNS, UnaryOperator.identity());
    }

    private void put(String key, byte[] bytes) {
        deployment.s3().putObject(put -> put.bucket(Lake.BUCKET).key(key), RequestBody.fromBytes(bytes));
    }
}
