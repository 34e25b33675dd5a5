package dev.telegramlake.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import dev.telegramlake.local.change.Change;
import dev.telegramlake.local.change.UpdatesFile;
import dev.telegramlake.local.deployment.LocalDeployment;
import dev.telegramlake.local.replay.FailedReplay.FailedSummary;
import dev.telegramlake.local.replay.Replay.DayReplay;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/// Days whose rows an earlier version made: it had no column `text_length`, and took every message for a photo.
final class ReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final String ROWS =
            "SELECT * FROM updates WHERE dt BETWEEN DATE '%s' AND DATE '%s' ORDER BY update_id".formatted(DAY, NEXT);

    @TempDir
    private static Path data;

    private static Pipeline pipeline;
    private static LocalDeployment deployment;
    private static AthenaQueries athena;

    @BeforeAll
    static void startWithTwoDaysOfAnEarlierVersion() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(data));
        deployment = new LocalDeployment(
                data,
                pipeline.page().getPort(),
                pipeline.aws().getPort(),
                pipeline.s3().getPort());
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
        List<Column> without = UpdatesTable.COLUMNS.stream()
                .filter(column -> !column.name().equals("text_length"))
                .toList();
        land(DAY, updates(1, 100), without);
        land(NEXT, updates(101, 20), without);
        compact();
        // 101 came at midnight: its row is the next day's. 500 was lost, 0 is no update.
        List<String> backup = new ArrayList<>();
        LongStream.of(1, 2, 2, 50, 101, 500).forEach(id -> backup.add(update(id)));
        backup.add("no update");
        put(
                "raw/dt=%s/telegram-updates-1-%1$s-13-14-15-6f2c".formatted(DAY),
                String.join("\n", backup).getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() throws IOException {
        athena.close();
        deployment.close();
        pipeline.close();
    }

    @Test
    void aColumnThatWasAddedIsFilledAndAFaultMendedAndAllElseStaysEqual() throws Exception {
        List<List<String>> before = athena.rows(ROWS);

        List<DayReplay> days = replay();

        assertThat(days).containsExactly(new DayReplay(DAY, 100, 7, 100, 1, 0), new DayReplay(NEXT, 20, 0, 20, 0, 0));
        assertThat(athena.rows("SELECT count(*), count(text_length), count_if(content_type = 'text'), count(DISTINCT"
                        + " update_id) FROM updates WHERE dt BETWEEN DATE '%s' AND DATE '%s'".formatted(DAY, NEXT)))
                .containsExactly(List.of("121", "121", "121", "121"));
        String mended = ROWS.replace("*", columns("'photo' AS content_type", "CAST(NULL AS integer) AS text_length"));
        assertThat(athena.rows(mended).stream()
                        .filter(row -> !row.getFirst().equals("500"))
                        .toList())
                .as("as before but for what is mended")
                .isEqualTo(before);
        assertThat(athena.rows("SELECT arrival_time, dt FROM updates WHERE update_id = 500"))
                .as("what only the backup has arrived when its object begins")
                .containsExactly(List.of(DAY + " 13:14:15.000", DAY.toString()));
        assertThat(athena.rows("SELECT dt FROM updates WHERE update_id = 101"))
                .containsExactly(List.of(NEXT.toString()));
        assertThat(replay())
                .as("there is nothing left to change")
                .allSatisfy(day -> assertThat(day.changed() + day.added()).isZero());
        assertThat(deployment
                        .s3()
                        .listObjectsV2(list -> list.bucket(Lake.BUCKET).prefix(Lake.CHANGES_PREFIX))
                        .contents())
                .isEmpty();
    }

    @Test
    void whatFailedComesInWhenItIsTakenNowAndNotThere() throws Exception {
        String refused = Base64.getEncoder().encodeToString("no update".getBytes(StandardCharsets.UTF_8));
        String lines = failed("rawData", update(900))
                + failed("rawData", update(1))
                + "{\"rawData\":\"%s\",\"errorCode\":\"Lambda.ProcessingFailedStatus\"}\n".formatted(refused);
        put("errors/processing-failed/dt=%s/a".formatted(DAY), lines.getBytes(StandardCharsets.UTF_8));
        String row = JSON.createObjectNode().put("payload", update(901)).toString();
        put(
                "errors/format-conversion-failed/dt=%s/b".formatted(NEXT),
                failed("lastErrorCode\":\"DataFormatConversion.MalformedData\",\"rawData", row)
                        .getBytes(StandardCharsets.UTF_8));
        FailedReplay replay = new FailedReplay(deployment, InstantSource.system());

        assertThat(replay.run(DAY, NEXT, false)).isEqualTo(new FailedSummary(4, 1, 1, 2));

        athena.await(
                "SELECT update_id, text FROM updates WHERE update_id >= 900 ORDER BY 1",
                rows -> rows.equals(List.of(List.of("900", "words of 900"), List.of("901", "words of 901"))));
        assertThat(replay.run(DAY, NEXT, false)).isEqualTo(new FailedSummary(4, 3, 1, 0));
        assertThat(replay.run(NEXT, NEXT, false)).isEqualTo(new FailedSummary(1, 1, 0, 0));
    }

    private static String failed(String member, String record) {
        return "{\"%s\":\"%s\"}\n"
                .formatted(member, Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<DayReplay> replay() throws Exception {
        Change change = new Change(deployment, "replay", Instant.now());
        List<DayReplay> days = new Replay(deployment).stage(DAY, NEXT, change, day -> {});
        if (!change.days().isEmpty()) {
            change.commit(false);
        }
        change.discard();
        return days;
    }

    /// All columns in their order, some of them otherwise.
    private static String columns(String... otherwise) {
        List<String> columns = new ArrayList<>(UpdatesTable.COLUMNS.stream()
                .map(column -> '"' + column.name() + '"')
                .toList());
        columns.add("dt");
        for (String column : otherwise) {
            String name = column.substring(column.lastIndexOf(' ') + 1);
            columns.set(columns.indexOf('"' + name + '"'), column);
        }
        return String.join(", ", columns);
    }

    private static List<String> updates(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(ReplayTest::update)
                .toList();
    }

    private static String update(long id) {
        return """
                {"update_id":%d,"message":{"message_id":%1$d,"date":%d,"chat":{"id":-1001,"type":"supergroup",\
                "title":"Tea"},"from":{"id":7,"is_bot":false,"first_name":"Ada"},"text":"words of %1$d"}}\
                """.formatted(id, DAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC) + id);
    }

    private static void land(LocalDate day, List<String> updates, List<Column> columns)
            throws IOException, InterruptedException {
        byte[] file = UpdatesFile.parquet(
                day, Duration.ofMillis(1_234), updates, columns, row -> row.put("content_type", "photo"));
        put("updates/dt=%s/landed.parquet".formatted(day), file);
    }

    private static void put(String key, byte[] bytes) {
        deployment.s3().putObject(put -> put.bucket(Lake.BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    private static void compact() throws Exception {
        deployment.compact(JSON.createObjectNode().put("from", DAY.toString()).put("to", NEXT.toString()));
    }
}
