package dev.telegramlake.local.firehose.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.firehose.Parquet;
import dev.telegramlake.schema.UpdatesTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetTableFileTest {
    @TempDir
    Path folder;

    private Path write(String... records) throws Exception {
        Path file = folder.resolve("rows.parquet");
        try (ParquetTableFile rows = new ParquetTableFile(Files.newOutputStream(file), UpdatesTable.COLUMNS)) {
            for (String record : records) {
                rows.append(record.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private String value(String column, String record) throws Exception {
        return Parquet.query(write(record), "SELECT %s FROM FILE".formatted(column))
                .getFirst();
    }

    @Test
    void theColumnsHaveTheTypesOfTheTable() throws Exception {
        Path file = write("{\"update_id\": 1}");

        assertThat(Parquet.query(file, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM FILE)"))
                .containsExactlyElementsOf(UpdatesTable.COLUMNS.stream()
                        .map(column -> column.name() + "|"
                                + switch (column.type()) {
                                    case BIGINT -> "BIGINT";
                                    case INT -> "INTEGER";
                                    case BOOLEAN -> "BOOLEAN";
                                    case STRING -> "VARCHAR";
                                    case TIMESTAMP -> "TIMESTAMP";
                                    case STRINGS -> "VARCHAR[]";
                                    case BIGINTS -> "BIGINT[]";
                                    case INTS -> "INTEGER[]";
                                })
                        .toList());
    }

    @Test
    void theFileIsSnappyCompressedAndItsTimestampsAreInt96() throws Exception {
        Path file = write("{\"update_id\": 1, \"event_time\": \"2026-09-01 10:00:00\"}");
        String metadata =
                "SELECT DISTINCT %s FROM parquet_metadata('" + file + "') WHERE path_in_schema = 'event_time'";

        assertThat(Parquet.query(file, metadata.formatted("compression"))).containsExactly("SNAPPY");
        assertThat(Parquet.query(file, metadata.formatted("type"))).containsExactly("INT96");
    }

    @Test
    void everyTypeIsReadBackAsItWasWritten() throws Exception {
        Path file = write("""
                {"update_id": 9007199254740993, "kind": "message", "event_time": "2026-09-01 10:11:12.345",
                 "user_is_bot": false, "text": "Zwölf Boxkämpfer 🥊", "text_length": 2147483647,
                 "hashtags": ["#a", null, "#b"], "member_ids": [], "poll_option_ids": [0, 2]}
                """);

        assertThat(
                        Parquet.query(
                                file,
                                "SELECT update_id, kind, event_time, user_is_bot, text, text_length, hashtags, member_ids, poll_option_ids, chat_id FROM FILE"))
                .containsExactly(
                        "9007199254740993|message|2026-09-01 10:11:12.345|false|Zwölf Boxkämpfer 🥊|2147483647|[#a, NULL, #b]|[]|[0, 2]|null");
    }

    @Test
    void keysMatchInAnyCase() throws Exception {
        assertThat(value("update_id", "{\"UPDATE_Id\": 7}")).isEqualTo("7");
    }

    @Test
    void whatIsMissingIsNullAndWhatIsUndeclaredIsDropped() throws Exception {
        assertThat(value("COUNT(*), COUNT(text)", "{\"nobody\": {\"knows\": [1]}, \"text\": null}"))
                .isEqualTo("1|0");
    }

    @Test
    void anEmptyObjectIsARowOfNulls() throws Exception {
        assertThat(value("COUNT(*), COUNT(update_id)", "{}")).isEqualTo("1|0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "update_id   | \"42\"                  | 42",
                "update_id   | -9223372036854775808    | -9223372036854775808",
                "update_id   | 1.0                     | 1",
                "text_length | \"-5\"                  | -5",
                "user_is_bot | true                    | true",
                "user_is_bot | \"True\"                | true",
                "user_is_bot | \"false\"               | false",
                "text        | 12.50                   | 12.50",
                "text        | true                    | true",
                "text        | {\"A\": [{\"Bc\": 1.10}]} | {\"a\":[{\"bc\":1.10}]}",
                "text        | [1, \"X\"]              | [1,\"X\"]",
                "text        | \"{\\\"Key\\\": 1}\"    | {\"Key\": 1}",
                "hashtags    | \"#one\"                | [#one]",
                "hashtags    | {\"A\": 1}              | ['{\"a\":1}']",
                "member_ids  | 5                       | [5]",
                "member_ids  | [\"5\", 6]              | [5, 6]",
                "poll_option_ids | \"3\"               | [3]",
            })
    void whatTheSerdeForgivesIsMadeToFit(String column, String json, String expected) throws Exception {
        assertThat(value(column, "{\"%s\": %s}".formatted(column, json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1518033528                | 2018-02-07 19:58:48",
                "1518033528.5              | 2018-02-07 19:58:48.5",
                "\"1518033528.25\"         | 2018-02-07 19:58:48.25",
                "1518033528123             | 2018-02-07 19:58:48.123",
                "\"1518033528123\"         | 2018-02-07 19:58:48.123",
                "1518033528123.25          | 2018-02-07 19:58:48.12325",
                "1000000000000             | 2001-09-09 01:46:40",
                "999999999999.0            | 2092-10-26 00:40:18.684212",
                "0                         | 1970-01-01 00:00:00",
                "-1                        | 1969-12-31 23:59:59",
                "\"2026-9-1 7:5:3\"        | 2026-09-01 07:05:03",
                "\"2026-09-01 07:05:03.1\" | 2026-09-01 07:05:03.1",
                "\"2026-09-01T07:05:03\"   | 2026-09-01 07:05:03",
                "\"2026-09-01T07:05:03.123456Z\" | 2026-09-01 07:05:03.123456",
                "\"2026-09-01T07:05:03+02:00\" | 2026-09-01 05:05:03",
                "\"9999-12-31 23:59:59\"   | 9999-12-31 23:59:59",
            })
    void timestampsAreReadAsTheServiceReadsThem(String json, String expected) throws Exception {
        assertThat(value("CAST(event_time AS VARCHAR)", "{\"event_time\": %s}".formatted(json)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "update_id   | \"oops\"",
                "update_id   | \"\"",
                "update_id   | 9223372036854775808",
                "update_id   | 1.5",
                "update_id   | 1e999999999",
                "update_id   | true",
                "update_id   | {}",
                "update_id   | [1]",
                "text_length | 2147483648",
                "user_is_bot | 1",
                "user_is_bot | \"yes\"",
                "event_time  | \"yesterday\"",
                "event_time  | \"2026-02-30 00:00:00\"",
                "event_time  | \"2026-9-1T7:5:3\"",
                "event_time  | 1e999999999",
                "event_time  | true",
                "member_ids  | [\"five\"]",
                "member_ids  | {\"a\": 1}",
                "poll_option_ids | [3000000000]",
            })
    void aValueThatDoesNotFitItsColumnIsMalformedData(String column, String json) {
        assertThatThrownBy(() -> write("{\"%s\": %s}".formatted(column, json)))
                .isInstanceOfSatisfying(RecordRefusedException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("DataFormatConversion.MalformedData");
                    assertThat(refusal.text())
                            .startsWith("Data does not match the schema. ")
                            .contains(column);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  \n", "{\"update_id\": 1", "{'update_id': 1}", "nonsense", "{\"update_id\": 1} and more"})
    void whatIsNotJsonIsAParseError(String record) {
        assertThatThrownBy(() -> write(record)).isInstanceOfSatisfying(RecordRefusedException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("DataFormatConversion.ParseError");
            assertThat(refusal.text()).startsWith("Encountered malformed JSON. ");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"update_id\": 1}]", "1", "\"text\"", "null"})
    void jsonThatIsNoObjectIsMalformedData(String record) {
        assertThatThrownBy(() -> write(record))
                .isInstanceOfSatisfying(
                        RecordRefusedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("DataFormatConversion.MalformedData"));
    }

    @Test
    void objectsThatFollowEachOtherInOneRecordAreRowsOfTheirOwn() throws Exception {
        Path file = write("{\"update_id\": 1}{\"update_id\": 2}\n{\"update_id\": 3}\n");

        assertThat(Parquet.query(file, "SELECT update_id FROM FILE ORDER BY 1")).containsExactly("1", "2", "3");
    }

    @Test
    void aRefusedRecordLeavesNoneOfItsRowsBehind() throws Exception {
        Path file = folder.resolve("rows.parquet");
        try (ParquetTableFile rows = new ParquetTableFile(Files.newOutputStream(file), UpdatesTable.COLUMNS)) {
            rows.append("{\"update_id\": 1}".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() ->
                            rows.append("{\"update_id\": 2}{\"update_id\": \"x\"}".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(RecordRefusedException.class);
            rows.append("{\"update_id\": 3}".getBytes(StandardCharsets.UTF_8));
            assertThat(rows.rows()).isEqualTo(2);
        }

        assertThat(Parquet.query(file, "SELECT update_id FROM FILE ORDER BY 1")).isEqualTo(List.of("1", "3"));
    }

    @Test
    void manyRowsSpanPages() throws Exception {
        Path file = folder.resolve("rows.parquet");
        String text = "x".repeat(10_000);
        try (ParquetTableFile rows = new ParquetTableFile(Files.newOutputStream(file), UpdatesTable.COLUMNS)) {
            for (int i = 0; i < 500; i++) {
                rows.append("{\"update_id\": %d, \"text\": \"%s\"}"
                        .formatted(i, text)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(Parquet.query(file, "SELECT COUNT(*), SUM(update_id), MIN(length(text)) FROM FILE"))
                .containsExactly("500|124750|10000");
    }
}
