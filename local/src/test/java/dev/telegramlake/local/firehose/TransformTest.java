package dev.telegramlake.local.firehose;

import static dev.telegramlake.local.firehose.Functions.JSON;
import static dev.telegramlake.local.firehose.Functions.ok;
import static dev.telegramlake.local.firehose.Functions.perRecord;
import static dev.telegramlake.local.firehose.Functions.result;
import static dev.telegramlake.local.firehose.Functions.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.telegramlake.local.HandClock;
import dev.telegramlake.schema.Lake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class TransformTest {
    private static final String NOW = "2026-09-01T10:00:00.123Z";
    private static final long ARRIVAL = 1_788_256_800_123L;

    @RegisterExtension
    final S3 s3 = new S3(Lake.BUCKET);

    @TempDir
    Path temporary;

    private final HandClock clock = new HandClock(Instant.parse(NOW));
    private final DeliveryStreamSettings settings = settings(1 << 20);

    private static DeliveryStreamSettings settings(int batchBytes) {
        DeliveryStreamSettings lake = DeliveryStreamSettings.ofLake(ZoneOffset.UTC, Duration.ofMinutes(1));
        return lake.with(
                new DeliveryStreamSettings.Transform(lake.transform().functionArn(), 3, Duration.ZERO, batchBytes));
    }

    private DeliveryStream deliver(TransformFunction function, String... records) throws Exception {
        return deliver(settings, function, records);
    }

    /// The stream, closed, for what it has counted.
    private DeliveryStream deliver(DeliveryStreamSettings with, TransformFunction function, String... records)
            throws Exception {
        try (DeliveryStream stream = DeliveryStream.openWithoutTimer(
                with, temporary.resolve("journal"), s3.client(), function, clock, DeliveryListener.NONE)) {
            stream.put(Arrays.stream(records)
                    .map(record -> record.getBytes(StandardCharsets.UTF_8))
                    .toList());
            clock.advance(Duration.ofMinutes(1));
            stream.flush();
            return stream;
        }
    }

    private List<String> landed() throws Exception {
        List<String> ids = new ArrayList<>();
        for (String key : s3.keys("updates/")) {
            ids.addAll(Parquet.query(s3.download(key, temporary), "SELECT update_id FROM FILE"));
        }
        return ids;
    }

    private List<JsonNode> errors(String type) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : s3.lines("errors/" + type + "/")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String rawData(JsonNode line) {
        return new String(Base64.getDecoder().decode(line.path("rawData").asText()), StandardCharsets.UTF_8);
    }

    @Test
    void theFunctionGetsTheServicesEvent() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        deliver(
                event -> {
                    events.add(JSON.readTree(event));
                    return Functions.identity().invoke(event);
                },
                "{\"update_id\":1}");

        JsonNode event = events.getFirst();
        assertThat(event.path("invocationId").asText()).isNotEmpty();
        assertThat(event.path("deliveryStreamArn").asText())
                .isEqualTo("arn:aws:firehose:us-east-1:000000000000:deliverystream/telegram-updates");
        assertThat(event.path("region").asText()).isEqualTo("us-east-1");
        JsonNode record = event.path("records").path(0);
        assertThat(record.path("recordId").asText()).isNotEmpty();
        assertThat(record.path("approximateArrivalTimestamp").longValue()).isEqualTo(ARRIVAL);
        assertThat(text(record)).isEqualTo("{\"update_id\":1}");
    }

    @Test
    void theFunctionsDataReplacesTheRecordButNotItsBackup() throws Exception {
        TransformFunction replacing = perRecord((record, answer) ->
                result(record, answer, "Ok").put("data", "{\"update_id\":99}".getBytes(StandardCharsets.UTF_8)));

        deliver(replacing, "{\"update_id\":1}\n", "anything\n");

        assertThat(landed()).containsExactly("99", "99");
        assertThat(s3.lines("raw/")).containsExactly("{\"update_id\":1}", "anything");
    }

    @Test
    void aDroppedRecordLeavesNoTraceButItsBackup() throws Exception {
        DeliveryStream stream = deliver(perRecord((record, answer) -> result(record, answer, "Dropped")), "a");

        assertThat(s3.keys("updates/")).isEmpty();
        assertThat(s3.keys("errors/")).isEmpty();
        assertThat(s3.lines("raw/")).containsExactly("a");
        assertThat(stream.counts().dropped()).isEqualTo(1);
    }

    @Test
    void aFailedRecordLeavesTheOthersInTheTable() throws Exception {
        DeliveryStream stream = deliver(
                perRecord((record, answer) -> {
                    if (text(record).startsWith("bad")) {
                        result(record, answer, "ProcessingFailed").put("data", "changed");
                    } else {
                        ok(record, answer);
                    }
                }),
                "{\"update_id\":1}",
                "bad one",
                "{\"update_id\":2}");

        assertThat(landed()).containsExactlyInAnyOrder("1", "2");
        assertThat(s3.lines("errors/processing-failed/dt=2026-09-01/"))
                .containsExactly("{\"rawData\":\"YmFkIG9uZQ==\",\"errorCode\":\"Lambda.ProcessingFailedStatus\","
                        + "\"errorMessage\":\"ProcessingFailed status set for record\",\"attemptsMade\":1,"
                        + "\"arrivalTimestamp\":1788256800123,\"attemptEndingTimestamp\":1788256860123,"
                        + "\"lambdaARN\":\"arn:aws:lambda:us-east-1:000000000000:function:transform-fn\"}");
        assertThat(stream.counts().transformFailures()).isEqualTo(1);
        assertThat(stream.failed()).singleElement().satisfies(record -> {
            assertThat(record.type()).isEqualTo("processing-failed");
            assertThat(record.code()).isEqualTo("Lambda.ProcessingFailedStatus");
            assertThat(record.arrival()).isEqualTo(NOW);
            assertThat(s3.keys("errors/")).containsExactly(record.objectKey());
        });
    }

    @Test
    void whatTheAnswerGetsWrongAboutARecordIsThatRecordsError() throws Exception {
        deliver(
                perRecord((record, answer) -> {
                    switch (text(record)) {
                        case "missing" ->
                            answer.addObject()
                                    .put("recordId", "never asked for")
                                    .put("result", "Ok");
                        case "twice" -> {
                            ok(record, answer);
                            ok(record, answer);
                        }
                        case "null data" -> result(record, answer, "Ok").putNull("data");
                        case "no data" -> result(record, answer, "Ok");
                        case "not base64" -> result(record, answer, "Ok").put("data", "{\"update_id\": 1}");
                        case "unknown result" -> result(record, answer, "OK").put("data", "e30=");
                        default -> ok(record, answer);
                    }
                }),
                "missing",
                "twice",
                "null data",
                "no data",
                "not base64",
                "unknown result",
                "{\"update_id\":1}");

        assertThat(landed()).containsExactly("1");
        assertThat(errors("processing-failed"))
                .extracting(line -> rawData(line) + " " + line.path("errorCode").asText() + " "
                        + line.path("attemptsMade").asInt())
                .containsExactly(
                        "missing Lambda.MissingRecordId 1",
                        "twice Lambda.DuplicatedRecordId 1",
                        "null data Lambda.InvalidReturnFormat 1",
                        "no data Lambda.InvalidReturnFormat 1",
                        "not base64 Lambda.InvalidReturnFormat 1",
                        "unknown result Lambda.InvalidReturnFormat 1");
    }

    @Test
    void anAnswerWithoutRecordsMissesThemAllAndIsFinal() throws Exception {
        List<byte[]> events = new ArrayList<>();
        deliver(
                event -> {
                    events.add(event);
                    return "{\"message\": \"done\"}".getBytes(StandardCharsets.UTF_8);
                },
                "a",
                "b");

        assertThat(events).hasSize(1);
        assertThat(errors("processing-failed"))
                .extracting(line -> rawData(line) + " " + line.path("errorCode").asText())
                .containsExactly("a Lambda.MissingRecordId", "b Lambda.MissingRecordId");
    }

    @Test
    void anAnswerThatIsNotJsonMissesThemAll() throws Exception {
        deliver(event -> "null and void".getBytes(StandardCharsets.UTF_8), "a");

        assertThat(errors("processing-failed").getFirst().path("errorCode").asText())
                .isEqualTo("Lambda.MissingRecordId");
    }

    @Test
    void aFunctionThatThrowsFailsItsWholeBatchAfterFourAttemptsAndNoOther() throws Exception {
        List<Integer> batches = new ArrayList<>();
        DeliveryStream stream = deliver(
                settings(20),
                event -> {
                    JsonNode records = JSON.readTree(event).path("records");
                    batches.add(records.size());
                    if (text(records.path(0)).startsWith("throw")) {
                        throw new IllegalStateException("no");
                    }
                    return Functions.identity().invoke(event);
                },
                "throw now",
                "innocent",
                "{\"update_id\":1}");

        assertThat(batches).containsExactly(2, 2, 2, 2, 1);
        assertThat(landed()).containsExactly("1");
        assertThat(errors("processing-failed"))
                .extracting(line -> rawData(line) + " " + line.path("errorCode").asText() + " "
                        + line.path("attemptsMade").asInt())
                .containsExactly("throw now Lambda.FunctionError 4", "innocent Lambda.FunctionError 4");
        assertThat(stream.counts().transformFailures()).isEqualTo(2);
    }

    @Test
    void aFunctionThatRecoversLosesNothing() throws Exception {
        List<byte[]> events = new ArrayList<>();
        deliver(
                event -> {
                    events.add(event);
                    if (events.size() < 4) {
                        throw new IllegalStateException("not yet");
                    }
                    return Functions.identity().invoke(event);
                },
                "{\"update_id\":1}");

        assertThat(landed()).containsExactly("1");
        assertThat(s3.keys("errors/")).isEmpty();
    }

    @Test
    void anAnswerOverSixMegabytesFailsTheWholeBatch() throws Exception {
        byte[] data = new byte[5 << 20];
        deliver(perRecord((record, answer) -> result(record, answer, "Ok").put("data", data)), "a", "b");

        assertThat(errors("processing-failed"))
                .extracting(line -> line.path("errorCode").asText())
                .containsExactly("Lambda.FunctionError", "Lambda.FunctionError");
    }

    @Test
    void noEventCarriesMoreThanTheHint() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        String[] records =
                IntStream.range(0, 30).mapToObj(i -> "x".repeat(100_000)).toArray(String[]::new);
        deliver(
                event -> {
                    JsonNode batch = JSON.readTree(event).path("records");
                    sizes.add(batch.size());
                    return perRecord((record, answer) -> result(record, answer, "Dropped"))
                            .invoke(event);
                },
                records);

        assertThat(sizes).containsExactly(10, 10, 10);
    }

    @Test
    void whatCannotBeConvertedGoesToItsOwnErrorObject() throws Exception {
        DeliveryStream stream =
                deliver(Functions.identity(), "{\"update_id\":1}", "{\"update_id\":", "{\"update_id\":\"x\"}");

        assertThat(landed()).containsExactly("1");
        assertThat(s3.keys("errors/"))
                .singleElement()
                .asString()
                .startsWith("errors/format-conversion-failed/dt=2026-09-01/telegram-updates-1-");
        List<JsonNode> lines = errors("format-conversion-failed");
        assertThat(lines)
                .extracting(line -> line.path("lastErrorCode").asText())
                .containsExactly("DataFormatConversion.ParseError", "DataFormatConversion.MalformedData");
        assertThat(lines.getLast().toString())
                .isEqualTo("{\"attemptsMade\":1,\"arrivalTimestamp\":1788256800123,"
                        + "\"lastErrorCode\":\"DataFormatConversion.MalformedData\","
                        + "\"lastErrorMessage\":\"Data does not match the schema. For input string: \\\"x\\\""
                        + " in column update_id of type bigint\",\"attemptEndingTimestamp\":1788256860123,"
                        + "\"rawData\":\"eyJ1cGRhdGVfaWQiOiJ4In0=\",\"dataCatalogTable\":{"
                        + "\"catalogId\":\"000000000000\",\"databaseName\":\"telegram\",\"tableName\":\"updates\","
                        + "\"region\":\"us-east-1\",\"versionId\":\"LATEST\","
                        + "\"roleArn\":\"arn:aws:iam::000000000000:role/firehose\"}}");
        assertThat(stream.counts().conversionFailures()).isEqualTo(2);
        assertThat(stream.counts().transformed()).isEqualTo(3);
        assertThat(stream.failed()).extracting(FailedRecord::type).containsOnly("format-conversion-failed");
    }

    @Test
    void onlyTheNewestThousandFailuresAreShown() throws Exception {
        String[] records = IntStream.range(0, 1_100).mapToObj(i -> "bad " + i).toArray(String[]::new);
        DeliveryStream stream =
                deliver(perRecord((record, answer) -> result(record, answer, "ProcessingFailed")), records);

        assertThat(stream.failed()).hasSize(1_000);
        assertThat(errors("processing-failed")).hasSize(1_100);
        assertThat(stream.counts().transformFailures()).isEqualTo(1_100);
    }
}
