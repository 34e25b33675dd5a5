package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransformHandlerTest {
    private static final String UPDATE = "{\"update_id\":1,\"message\":{\"text\":\"hi\",\"date\":5}}\n";

    @Test
    void aBadRecordFailsAloneAndTheLogSaysWhyWithoutItsText() throws IOException {
        Batch batch = Batch.of(UPDATE, "my password", "{\"update_id\":2,\"poll\":{}}\n");

        assertThat(batch.results().keySet()).containsExactly(Batch.id(0), Batch.id(1), Batch.id(2));
        assertThat(batch.results().values()).containsExactly("Ok", "ProcessingFailed", "Ok");
        assertThat(batch.row(0).path("text").asText()).isEqualTo("hi");
        assertThat(batch.row(2).path("kind").asText()).isEqualTo("poll");
        assertThat(batch.reason(1)).isEqualTo("not JSON at line 1, column 1");
        assertThat(batch.log().toString()).doesNotContain("password").doesNotContain("hi");
    }

    @Test
    void theSameBatchGivesTheSameAnswer() throws IOException {
        assertThat(Batch.of(UPDATE).answer()).isEqualTo(Batch.of(UPDATE).answer());
    }

    @Tag("large-batches")
    @Test
    void everyUpdateCutAtEveryByteFailsAndItsNeighboursDoNot() throws IOException {
        for (Fixture fixture : Fixture.all()) {
            byte[] whole = fixture.json();
            List<byte[]> records = new ArrayList<>();
            for (int end = 0; end < whole.length; end++) {
                records.add(Arrays.copyOf(whole, end));
            }
            records.addFirst(whole);
            records.add(whole);

            List<String> results = List.copyOf(Batch.of(records).results().values());

            assertThat(results).as(fixture.name()).hasSize(whole.length + 2);
            assertThat(results.subList(1, whole.length + 1)).as(fixture.name()).containsOnly("ProcessingFailed");
            assertThat(List.of(results.getFirst(), results.getLast())).containsOnly("Ok");
        }
    }

    @Test
    void aCutUpdateIsSaidToBeCut() throws IOException {
        Batch batch = Batch.of("", " \n", "{", "{\"update_id\":1,\"message\":{\"text\":\"h", "{\"update_id\":1,\"mess");

        assertThat(List.of(batch.reason(0), batch.reason(1))).containsOnly("empty");
        assertThat(Batch.of("\uFEFF").reason(0)).isEqualTo("empty");
        assertThat(List.of(batch.reason(2), batch.reason(3), batch.reason(4)))
                .containsOnly("cut off: the JSON has no end");
    }

    @Test
    void whateverBytesComeBetweenTwoUpdatesTheyStay() throws IOException {
        String open = "{\"update_id\":1,\"message\":{\"text\":\"";
        List<String> rows = List.of(
                "\uFEFF" + UPDATE,
                "\r\n" + UPDATE + "\r\n",
                open + "a".repeat(1 << 20) + "\"}}",
                open + "\\ud83d\"}}",
                open + "a\",\"text\":\"b\"}}");
        List<String> failures = List.of(
                "{\"update_id\":1,\"message\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"update_id\":1,\"message\":" + "{\"a\":".repeat(10_000),
                "{\"update_id\":NaN,\"message\":{}}",
                "null",
                "\u0000",
                "{\"update_id\":1,\"message\":{}}{}",
                "}");

        List<String> records = new ArrayList<>();
        rows.forEach(row -> records.addAll(List.of(row, UPDATE)));
        failures.forEach(failure -> records.addAll(List.of(failure, UPDATE)));
        Batch batch = Batch.of(records.toArray(String[]::new));

        List<String> results = List.copyOf(batch.results().values());
        assertThat(results).hasSameSizeAs(records);
        for (int i = 0; i < results.size(); i++) {
            boolean row = i % 2 == 1 || i < 2 * rows.size();
            assertThat(results.get(i)).as("record %d", i).isEqualTo(row ? "Ok" : "ProcessingFailed");
            assertThat(batch.reason(i).isEmpty()).as("record %d", i).isEqualTo(row);
        }
    }

    @Test
    void aRecordWithoutItsBytesOrATimeThatTheTableHoldsFailsAlone() throws IOException {
        String event = """
                {"records":[{"recordId":"broken","data":"AAA!AAAA","approximateArrivalTimestamp":5},
                {"recordId":"cut","data":"A","approximateArrivalTimestamp":5},
                {"recordId":"late","data":"%1$s","approximateArrivalTimestamp":%3$d},
                {"recordId":"last","data":"%1$s","approximateArrivalTimestamp":%2$d}]}""".formatted(
                        Base64.getEncoder().encodeToString(UPDATE.getBytes(StandardCharsets.UTF_8)),
                        1_000 * Rules.END_OF_TIME - 1,
                        1_000 * Rules.END_OF_TIME);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        new TransformHandler()
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new LoggingContext());

        assertThat(Json.object(answer.toByteArray()).path("records").findValuesAsText("result"))
                .containsExactly("ProcessingFailed", "ProcessingFailed", "ProcessingFailed", "Ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"records\":[]}",
                "{\"records\":null}",
                "{\"records\":[{}]}",
                "{\"records\":[{\"recordId\":\"a\",\"data\":7}]}"
            })
    void anEventWithoutDataIsAnswered(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        new TransformHandler()
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new LoggingContext());

        assertThat(Json.object(answer.toByteArray()).path("records").findValuesAsText("result"))
                .allMatch("ProcessingFailed"::equals);
    }
}
