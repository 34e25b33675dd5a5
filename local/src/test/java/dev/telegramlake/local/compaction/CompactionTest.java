package dev.telegramlake.local.compaction;

import static dev.telegramlake.local.compaction.CompactionLab.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.telegramlake.local.compaction.Landing.Update;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;

/// The compaction function on the real S3 server, Trino and Athena stand-in.
final class CompactionTest {
    private static final Map<String, String> IN_THE_FUNCTION = Map.of();
    private static final Map<String, String> BY_ATHENA = Map.of("UNLOAD_OVER_BYTES", "0");
    private static final String EACH_UPDATE =
            "SELECT update_id, min(arrival_time), max(text), max(chat_id) FROM updates GROUP BY update_id ORDER BY 1";

    @RegisterExtension
    static final CompactionLab LAB = new CompactionLab();

    @Test
    void aDayOf1440SmallFilesBecomesOneSortedFileWithEachUpdateOnce() throws Exception {
        LocalDate day = LAB.yesterday();
        // 60 updates that arrived before midnight, and come again after it
        LAB.landing().land(day.minusDays(1), "2359", Landing.updates(1, 60, 86_000));
        LAB.landing().land(day, "00000", Landing.updates(1, 60, 0));
        int duplicates = 60;
        long next = 61;
        for (int minute = 1; minute < 1_440; minute++) {
            List<Update> updates = new ArrayList<>(Landing.updates(next, 70, minute * 60));
            if (minute % 4 == 0) {
                // eight of the file before, again
                updates.addAll(Landing.updates(next - 8, 8, minute * 60 + 1));
                duplicates += 8;
            }
            next += 70;
            LAB.landing().land(day, "%05d".formatted(minute), updates);
        }
        LAB.register(day.minusDays(1));
        LAB.register(day);
        List<List<String>> before = LAB.athena().rows(EACH_UPDATE);

        JsonNode summary = LAB.compact();

        JsonNode done = day(summary, day);
        assertThat(done.path("status").asText()).isEqualTo("compacted");
        assertThat(done.path("engine").asText()).isEqualTo("duckdb");
        assertThat(done.path("filesIn").asInt()).isEqualTo(1_440);
        assertThat(done.path("filesOut").asInt()).isEqualTo(1);
        assertThat(done.path("bytesOut").asLong())
                .isLessThan(done.path("bytesIn").asLong() / 2);
        assertThat(done.path("duplicates").asInt()).isEqualTo(duplicates);
        assertThat(done.path("rowsOut").asLong()).isEqualTo(next - 61);
        assertThat(summary.path("repaired").asBoolean()).isTrue();
        String updates = String.valueOf(next - 1);
        assertThat(LAB.athena()
                        .rows("SELECT count(*), count(DISTINCT update_id), count(DISTINCT \"$path\") FROM updates"))
                .containsExactly(List.of(updates, updates, "2"));
        assertThat(LAB.athena().rows(EACH_UPDATE)).isEqualTo(before);
        String key = LAB.keys("compacted/dt=" + day).getLast();
        assertThat(CompactedFiles.unsorted(LAB.objects().resolve(key))).isZero();
        assertThat(LAB.athena().rows("SHOW PARTITIONS updates"))
                .containsExactly(
                        List.of("dt=" + day.minusDays(1)),
                        List.of("dt=" + day),
                        List.of("dt=" + day.plusDays(1)),
                        List.of("dt=" + day.plusDays(2)));
    }

    @Test
    void bothEnginesGiveTheSameTable() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        LAB.compact("{}", IN_THE_FUNCTION);
        LAB.landing().land(day, "late", Landing.updates(190, 40, 70_000));
        assertThat(day(LAB.compact("{}", IN_THE_FUNCTION), day).path("engine").asText())
                .isEqualTo("duckdb");
        List<List<String>> byDuckDb = LAB.table();

        LAB.clear();
        landTwoDays(day);
        assertThat(day(LAB.compact("{}", BY_ATHENA), day).path("duplicates").asInt())
                .isEqualTo(35);
        LAB.landing().land(day, "late", Landing.updates(190, 40, 70_000));
        JsonNode second = day(LAB.compact("{}", BY_ATHENA), day);

        assertThat(second.path("engine").asText()).isEqualTo("unload");
        assertThat(second.path("rowsIn").asInt()).isEqualTo(230);
        assertThat(second.path("duplicates").asInt()).isEqualTo(21);
        assertThat(LAB.table()).isEqualTo(byDuckDb);
    }

    @ParameterizedTest
    @CsvSource({"4294967296, duckdb", "0, unload"})
    void whatIsImportedIsFoldedInAndRetired(String unloadOverBytes, String engine) throws Exception {
        Map<String, String> environment = Map.of("UNLOAD_OVER_BYTES", unloadOverBytes);
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        String key = LAB.landing().importFile(day, Landing.updates(300, 30, 0));
        assertThat(LAB.athena().rows("SELECT count(*) FROM updates WHERE update_id >= 300"))
                .as("no query reads an import before its commit")
                .containsExactly(List.of("0"));

        JsonNode done = day(LAB.compact("{}", environment), day);

        assertThat(done.path("engine").asText()).isEqualTo(engine);
        assertThat(done.path("rowsIn").asInt()).isEqualTo(255);
        assertThat(LAB.athena().rows("SELECT count(*) FROM updates WHERE update_id >= 300"))
                .containsExactly(List.of("30"));
        assertThat(LAB.keys("imports/")).containsExactly(key);
        LAB.clock().advance(Duration.ofHours(49));
        LAB.compact("{}", environment);
        assertThat(LAB.keys("imports/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4294967296, duckdb", "0, unload"})
    void aStagedChangeReplacesAddsAndTakesOutRowsInOneCommit(String unloadOverBytes, String engine) throws Exception {
        Map<String, String> environment = Map.of("UNLOAD_OVER_BYTES", unloadOverBytes);
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        LAB.compact("{}", environment);
        LAB.landing().land(day, "late", Landing.updates(190, 40, 70_000));
        // replaces 30 to 39, adds 500; 15 is the day before's, and stays there
        List<Update> changed = Stream.concat(IntStream.range(30, 40).boxed(), Stream.of(15, 500))
                .map(id -> new Update(id, -7, 80_000))
                .toList();
        LAB.landing().stageRows(day, "mend", changed);
        LAB.landing().stageRemoved(day, "mend", Landing.updates(50, 5, 0));
        LAB.compact("{}", environment);
        Map<String, String> expected = chats(day);
        assertThat(expected)
                .as("a change is not made before it is asked for")
                .hasSize(209)
                .doesNotContainKey("500");
        IntStream.range(30, 40).forEach(id -> expected.put(String.valueOf(id), "-7"));
        expected.put("500", "-7");
        IntStream.range(50, 55).forEach(id -> expected.remove(String.valueOf(id)));

        String event = "{\"from\": \"%s\", \"to\": \"%s\", \"change\": \"mend\", \"retire\": true}"
                .formatted(day.minusDays(1), day);
        JsonNode done = day(LAB.compact(event, environment), day);

        assertThat(done.path("engine").asText()).isEqualTo(engine);
        assertThat(chats(day)).isEqualTo(expected);
        assertThat(LAB.keys("updates/")).as("replaced files are gone at once").isEmpty();
        assertThat(LAB.keys("compacted/dt=%s/run=".formatted(day)))
                .allMatch(key -> key.contains(done.path("run").asText()));
        assertThat(day(LAB.compact(event, environment), day).path("status").asText())
                .as("a change is made once")
                .isEqualTo("unchanged");
    }

    /// The chat of each update of a day.
    private static Map<String, String> chats(LocalDate day) {
        Map<String, String> chats = new TreeMap<>();
        LAB.athena()
                .rows("SELECT update_id, chat_id FROM updates WHERE dt = DATE '%s'".formatted(day))
                .forEach(row -> assertThat(chats.put(row.getFirst(), row.getLast()))
                        .as("once: " + row)
                        .isNull());
        return chats;
    }

    private static void landTwoDays(LocalDate day) {
        LAB.landing().land(day.minusDays(1), "2359", Landing.updates(1, 20, 86_000));
        LAB.landing().land(day, "0000", Landing.updates(11, 100, 0));
        LAB.landing().land(day, "0001", Landing.updates(86, 125, 60));
        LAB.register(day.minusDays(1));
        LAB.register(day);
    }

    @Test
    void nothingNewWritesAndDeletesNothing() throws Exception {
        landTwoDays(LAB.yesterday());
        LAB.compact();
        List<String> objects = LAB.keys("");
        List<List<String>> rows = LAB.table();

        JsonNode again = LAB.compact();

        assertThat(day(again, LAB.yesterday()).path("status").asText()).isEqualTo("unchanged");
        assertThat(again.path("retired")).isEmpty();
        assertThat(LAB.keys("")).isEqualTo(objects);
        assertThat(LAB.table()).isEqualTo(rows);
    }

    @Test
    void aLateFileIsFoldedIntoTheNextRun() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        LAB.compact();
        LAB.landing().land(day, "late", Landing.updates(201, 30, 3_000));

        JsonNode done = day(LAB.compact(), day);

        assertThat(done.path("generation").asInt()).isEqualTo(2);
        assertThat(done.path("duplicates").asInt()).isEqualTo(10);
        assertThat(LAB.athena().rows("SELECT count(*), count(DISTINCT update_id), max(update_id) FROM updates"))
                .containsExactly(List.of("230", "230", "230"));
    }

    @ParameterizedTest
    @CsvSource({
        // the late file of the day before has updates of the day
        "150, compacted, 20",
        // or none of them
        "900, checked, 0",
    })
    void aDayIsComparedAgainWhenTheDayBeforeHasGotMoreRows(long first, String status, int duplicates) throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        LAB.compact();
        LAB.landing().land(day.minusDays(1), "late", Landing.updates(first, 20, 86_100));

        JsonNode done = day(LAB.compact(), day);

        assertThat(done.path("status").asText()).isEqualTo(status);
        assertThat(done.path("duplicates").asInt()).isEqualTo(duplicates);
        assertThat(LAB.athena().rows("SELECT count(*) - count(DISTINCT update_id) FROM updates"))
                .containsExactly(List.of("0"));
        assertThat(day(LAB.compact(), day).path("status").asText()).isEqualTo("unchanged");
    }

    @Test
    void whatWasReplacedIsDeletedAfterTheGracePeriodAndNothingElse() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        LAB.compact();
        LAB.landing().land(day, "late", Landing.updates(201, 30, 3_000));
        LAB.compact();
        LAB.s3()
                .putObject(
                        put -> put.bucket("telegram-lake")
                                .key("compacted/dt=" + day + "/run=crashed/part-00000.parquet"),
                        RequestBody.fromBytes(new byte[100]));
        List<List<String>> rows = LAB.table();
        List<String> before = LAB.keys("");

        LAB.clock().advance(Duration.ofHours(47));
        LAB.compact();
        assertThat(LAB.keys("")).isEqualTo(before);

        String unseen = LAB.landing().land(day.minusDays(20), "older-than-all", Landing.updates(5_000, 1, 0));
        LAB.clock().advance(Duration.ofHours(2));
        LAB.compact();

        assertThat(LAB.keys("updates/")).containsExactly(unseen);
        assertThat(LAB.keys("compacted/dt=" + day + "/run="))
                .singleElement()
                .asString()
                .endsWith("part-00000.parquet");
        assertThat(LAB.keys("compacted/dt=" + day + "/manifest-")).hasSize(2);
        assertThat(LAB.athena()
                        .rows("SELECT * FROM updates WHERE update_id < 5000 ORDER BY update_id, dt, arrival_time"))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"empty, 4294967296", "text, 4294967296", "cut, 4294967296", "cut, 0"})
    void aFileThatCannotBeReadIsSetAsideAndTheOthersAreCompacted(String damage, String unloadOverBytes)
            throws Exception {
        Map<String, String> environment = Map.of("UNLOAD_OVER_BYTES", unloadOverBytes);
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        byte[] whole = Landing.parquet(day, Landing.updates(300, 50, 0), UpdatesTable.COLUMNS);
        byte[] damaged = switch (damage) {
            case "empty" -> new byte[0];
            case "text" -> "This is no Parquet, but it lies there".getBytes(StandardCharsets.UTF_8);
            default -> Arrays.copyOf(whole, whole.length / 2);
        };
        String key = LAB.landing().land(day, "damaged", damaged);

        JsonNode done = day(LAB.compact("{}", environment), day);

        String copy = "errors/compaction-unreadable/dt=%s/telegram-updates-1-damaged.parquet".formatted(day);
        assertThat(done.path("status").asText()).isEqualTo("compacted");
        assertThat(done.path("rowsOut").asInt()).isEqualTo(190);
        assertThat(done.path("setAside").findValuesAsText("key")).containsExactly(key);
        assertThat(LAB.bytes(copy)).isEqualTo(damaged);
        assertThat(new String(LAB.bytes(copy + ".reason.json"), StandardCharsets.UTF_8))
                .contains("\"reason\"", key);
        assertThat(LAB.athena().rows("SELECT count(*) FROM updates")).containsExactly(List.of("210"));
        assertThat(day(LAB.compact("{}", environment), day).path("status").asText())
                .isEqualTo("unchanged");
        LAB.clock().advance(Duration.ofHours(49));
        LAB.compact("{}", environment);
        assertThat(LAB.keys("updates/")).containsExactly(key);
    }

    @Test
    void aFileWithADamagedPageIsSetAsideToo() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        byte[] damaged = Landing.parquet(day, Landing.updates(300, 500, 0), UpdatesTable.COLUMNS);
        Arrays.fill(damaged, 40, 1_000, (byte) 0x55);
        String key = LAB.landing().land(day, "damaged", damaged);

        JsonNode done = day(LAB.compact(), day);

        assertThat(done.path("status").asText()).isEqualTo("compacted");
        assertThat(done.path("rowsOut").asInt()).isEqualTo(190);
        assertThat(done.path("setAside").findValuesAsText("key")).containsExactly(key);
    }

    @Test
    void aDayOfNothingButADamagedFileIsAnEmptyDay() throws Exception {
        LocalDate day = LAB.yesterday();
        LAB.landing().land(day, "damaged", new byte[0]);

        JsonNode done = day(LAB.compact(), day);

        assertThat(done.path("status").asText()).isEqualTo("compacted");
        assertThat(done.path("rowsOut").asInt()).isZero();
        assertThat(LAB.athena().rows("SELECT count(*) FROM updates")).containsExactly(List.of("0"));
        assertThat(day(LAB.compact(), day).path("status").asText()).isEqualTo("unchanged");
    }

    @Test
    void aFileThatWasCopiedIntoTheDataFolderIsCompactedAndRetired() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        Path folder = LAB.objects().resolve("updates/dt=" + day);
        Files.write(
                folder.resolve("copied.parquet"),
                Landing.parquet(day, Landing.updates(300, 10, 0), UpdatesTable.COLUMNS));

        assertThat(day(LAB.compact(), day).path("rowsOut").asInt()).isEqualTo(200);
        LAB.clock().advance(Duration.ofHours(49));
        LAB.compact();
        assertThat(LAB.keys("updates/")).isEmpty();
    }

    @Test
    void theTableIsRebuiltFromTheBucketAlone() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        LAB.compact();
        LAB.clock().advance(Duration.ofHours(49));
        LAB.landing().land(LAB.yesterday(), "new", Landing.updates(2_000, 10, 0));
        LAB.compact();
        // what is not compacted, and what lies in the landing folder of a day that is
        LAB.landing().land(day.plusDays(2), "newer", Landing.updates(3_000, 10, 0));
        LAB.register(day.plusDays(2));
        LAB.landing().land(day, "later", Landing.updates(4_000, 10, 0));
        List<List<String>> rows = LAB.table();

        LAB.recreateTable();
        assertThat(LAB.table()).isEmpty();
        JsonNode summary = LAB.compact("{\"rebuild\": true}");

        assertThat(summary.path("repaired").asBoolean()).isTrue();
        assertThat(LAB.table()).isEqualTo(rows);
    }

    @Test
    void filesFromBeforeAColumnWasAddedCompactWithNulls() throws Exception {
        LocalDate day = LAB.yesterday();
        List<Column> fewer = UpdatesTable.COLUMNS.stream()
                .filter(column ->
                        !column.name().equals("hashtags") && !column.name().equals("text"))
                .toList();
        LAB.landing().land(day, "old", Landing.parquet(day, Landing.updates(1, 10, 0), fewer));
        LAB.landing().land(day, "new", Landing.updates(11, 10, 60));

        LAB.compact();

        assertThat(LAB.athena().rows("SELECT count(*), count(text), count(hashtags), count(payload) FROM updates"))
                .containsExactly(List.of("20", "10", "10", "20"));
        assertThat(CompactedFiles.columns(
                        LAB.objects().resolve(LAB.keys("compacted/").getLast())))
                .containsExactlyElementsOf(
                        UpdatesTable.COLUMNS.stream().map(Column::name).toList());
    }

    @Test
    void trinoDuckDbAndHardwoodReadTheSameRows() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        LAB.compact();
        String columns = String.join(
                ", ", UpdatesTable.COLUMNS.stream().map(Column::name).toList());
        List<List<String>> byTrino = LAB.athena()
                .rows("SELECT %s FROM updates WHERE dt = DATE '%s' ORDER BY chat_id, event_time, update_id"
                        .formatted(columns, day));
        Path file = LAB.objects().resolve(LAB.keys("compacted/dt=" + day).getLast());

        assertThat(byTrino).hasSize(190);
        assertThat(CompactedFiles.readByDuckDb(file)).isEqualTo(byTrino);
        assertThat(CompactedFiles.readByHardwood(file)).isEqualTo(byTrino);
    }

    @Test
    void aQueryForOneChatOf50SkipsMostOfTheFile() throws Exception {
        LocalDate day = LAB.yesterday();
        for (int file = 0; file < 20; file++) {
            LAB.landing().land(day, "%05d".formatted(file), Landing.updates(1 + file * 10_000L, 10_000, file * 600));
        }
        LAB.compact();

        long all = LAB.scanned("SELECT max(payload), max(text) FROM updates WHERE chat_id < 0");
        long one = LAB.scanned("SELECT max(payload), max(text) FROM updates WHERE chat_id = -1007");

        System.out.printf("Scanned for one chat of 50: %,d bytes of %,d%n", one, all);
        assertThat(one).isLessThan(all / 4);
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);
        List<String> before = LAB.keys("");

        JsonNode planned = day(LAB.compact("{\"dryRun\": true, \"date\": \"%s\"}".formatted(day)), day);

        assertThat(planned.path("status").asText()).isEqualTo("planned");
        assertThat(planned.path("filesIn").asInt()).isEqualTo(2);
        assertThat(LAB.keys("")).isEqualTo(before);
    }

    @Test
    void aDayThatIsNotOverIsRefused() {
        LocalDate today = LAB.yesterday().plusDays(1);

        assertThatThrownBy(() -> LAB.compact("{\"date\": \"%s\"}".formatted(today)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(today + " is not over")
                .hasMessageContaining(LAB.yesterday().toString());
    }

    @Test
    void theDayOfAScheduledRunIsThatOfItsTime() throws Exception {
        LocalDate day = LAB.yesterday().minusDays(2);
        LAB.landing().land(day, "0000", Landing.updates(1, 10, 0));
        LAB.landing().land(day.plusDays(1), "0000", Landing.updates(11, 10, 0));

        JsonNode summary = LAB.compact("{\"time\": \"%sT00:30:00Z\"}".formatted(day.plusDays(1)));

        assertThat(day(summary, day).path("status").asText()).isEqualTo("compacted");
        assertThat(IntStream.range(0, summary.path("days").size())
                        .mapToObj(i -> summary.path("days").get(i).path("day").asText()))
                .hasSize(7)
                .last()
                .isEqualTo(day.toString());
    }

    @Test
    void aRunWithTooLittleTimeStopsAndTheNextGoesOn() throws Exception {
        LocalDate day = LAB.yesterday();
        landTwoDays(day);

        JsonNode stopped = LAB.compactIn(Duration.ofSeconds(13));

        assertThat(stopped.path("stopped").asText()).isEqualTo("time");
        assertThat(day(stopped, day.minusDays(1)).path("status").asText()).isEqualTo("stopped");
        assertThat(LAB.keys("compacted/")).isEmpty();
        assertThat(day(LAB.compact(), day).path("status").asText()).isEqualTo("compacted");
    }
}
