package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events of Firehose, and what is none.
final class TransformEventFuzzTest {
    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}";

    /// What it refuses may be answered in more than one way.
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final TransformHandler handler = new TransformHandler(InstantSource.fixed(Instant.EPOCH));

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void everyRecordIsAnsweredOnceInItsOrderAndAnOkIsARow(byte[] bytes) throws IOException {
        LoggingContext context = new LoggingContext();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ObjectNode event = object(bytes);
        try {
            handler.handleRequest(new ByteArrayInputStream(bytes), out, context);
        } catch (IOException garbage) {
            assertThat(event).as("the event that was refused with: %s", garbage).isNull();
            return;
        }
        List<JsonNode> answers = new ArrayList<>();
        Json.object(out.toByteArray()).path("records").forEach(answers::add);
        List<JsonNode> failed = new ArrayList<>();
        for (JsonNode answer : answers) {
            if (answer.path("result").textValue().equals("Ok")) {
                isRow(answer.path("data").binaryValue());
            } else {
                assertThat(answer.path("result").textValue()).isEqualTo("ProcessingFailed");
                failed.add(answer);
            }
        }
        JsonNode log = Json.object(context.log().getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(log.path("Ok").asInt()).isEqualTo(answers.size() - failed.size());
        assertThat(log.path("Failed").asInt()).isEqualTo(failed.size());
        assertThat(log.path("reasons").toString()).doesNotContain("not flattened");
        if (event != null) {
            areAnswers(event, answers);
        }
    }

    private static void isRow(byte[] row) throws IOException {
        assertThat(row).doesNotContain('\n');
        ObjectNode columns = (ObjectNode) STRICT.readTree(row);
        assertThat(columns.path("update_id").isIntegralNumber()).isTrue();
        assertThat(columns.path("kind").isTextual()).isTrue();
        assertThat(columns.path("arrival_time").textValue()).matches(TIME);
        assertThat(columns.path("event_time").textValue()).matches(TIME);
    }

    private static void areAnswers(ObjectNode event, List<JsonNode> answers) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        if (event.path("records").isArray()) {
            event.path("records").forEach(record -> {
                if (record.isObject()) {
                    records.add(record);
                }
            });
        }
        assertThat(answers).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            JsonNode id = records.get(i).path("recordId");
            if (id.isTextual()) {
                assertThat(answers.get(i).path("recordId")).isEqualTo(id);
            }
            boolean ok = answers.get(i).path("result").textValue().equals("Ok");
            byte[] data = data(records.get(i));
            if (ok) {
                assertThat(data).isNotNull();
                JsonNode row = Json.object(answers.get(i).path("data").binaryValue());
                String text = new String(data, StandardCharsets.UTF_8);
                assertThat(row.path("payload").textValue()).isEqualTo(stripped(text));
            } else {
                assertThat(isTime(records.get(i).path("approximateArrivalTimestamp")) && isUpdate(data))
                        .as("an update with a row")
                        .isFalse();
            }
        }
    }

    private static String stripped(String text) {
        return text.replaceFirst("^\uFEFF", "").replaceAll("^[ \t\r\n]+|[ \t\r\n]+$", "");
    }

    private static boolean isTime(JsonNode millis) {
        return millis.isIntegralNumber()
                && millis.canConvertToLong()
                && millis.longValue() >= 0
                && millis.longValue() < 1_000 * Rules.END_OF_TIME;
    }

    private static boolean isUpdate(byte @Nullable [] data) {
        ObjectNode update = data == null ? null : object(data);
        if (update == null || !update.path("update_id").canConvertToLong()) {
            return false;
        }
        for (String name : (Iterable<String>) update::fieldNames) {
            if (!name.equals("update_id") && update.hasNonNull(name)) {
                return update.path("update_id").isIntegralNumber();
            }
        }
        return false;
    }

    private static byte @Nullable [] data(JsonNode record) {
        try {
            return record.path("data").isTextual()
                    ? Base64.getDecoder().decode(record.path("data").textValue())
                    : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /// Null where the bytes are no JSON object in UTF-8.
    private static @Nullable ObjectNode object(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return STRICT.readTree(text) instanceof ObjectNode object ? object : null;
        } catch (IOException malformed) {
            return null;
        }
    }
}
