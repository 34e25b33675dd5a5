package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TransformHandlerTest {
    private final ObjectMapper json = new ObjectMapper();
    private final TransformHandler handler = new TransformHandler();
    private final List<String> log = new ArrayList<>();

    @Test
    void aBadRecordFailsAloneAndTheLogSaysWhyWithoutItsText() throws IOException {
        JsonNode records = transform(
                "{\"update_id\":1,\"message\":{\"text\":\"hi\"}}\n", "my password", "{\"update_id\":2,\"poll\":{}}\n");

        assertThat(records)
                .extracting(record -> record.path("recordId").asText())
                .containsExactly("r0", "r1", "r2");
        assertThat(records)
                .extracting(record -> record.path("result").asText())
                .containsExactly("Ok", "ProcessingFailed", "Ok");
        assertThat(row(records.path(0)).path("text").asText()).isEqualTo("hi");
        assertThat(row(records.path(2)).path("kind").asText()).isEqualTo("poll");
        assertThat(log)
                .singleElement()
                .asString()
                .contains("\"r1\":\"not JSON")
                .doesNotContain("password")
                .doesNotContain("hi");
    }

    @Test
    void theSameBatchGivesTheSameAnswer() throws IOException {
        String update = "{\"update_id\":1,\"message\":{\"text\":\"hi\",\"date\":5}}";

        assertThat(transform(update)).isEqualTo(transform(update));
    }

    @Test
    void anAnswerNeverExceedsWhatLambdaAllows() throws IOException {
        // Every quote of the payload is escaped twice on its way into the row.
        String update = "{\"update_id\":1,\"message\":{\"text\":\"%s\"}}".formatted("\\\"".repeat(400_000));

        byte[] answer = answer(event(Stream.generate(() -> update).limit(5).toArray(String[]::new)));

        JsonNode records = json.readTree(answer).path("records");
        assertThat(answer.length).isLessThan(6_000_000);
        assertThat(records).hasSize(5);
        assertThat(records.path(0).path("result").asText()).isEqualTo("Ok");
        assertThat(records.path(4).path("result").asText()).isEqualTo("ProcessingFailed");
    }

    private JsonNode transform(String... records) throws IOException {
        return json.readTree(answer(event(records))).path("records");
    }

    private byte[] answer(byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, new LoggingContext());
        return answer.toByteArray();
    }

    private byte[] event(String... records) throws IOException {
        ObjectNode event = json.createObjectNode().put("invocationId", "i").put("region", "us-east-1");
        ArrayNode list = event.putArray("records");
        for (int i = 0; i < records.length; i++) {
            list.addObject()
                    .put("recordId", "r" + i)
                    .put("approximateArrivalTimestamp", 1_772_366_400_250L)
                    .put("data", records[i].getBytes(StandardCharsets.UTF_8));
        }
        return json.writeValueAsBytes(event);
    }

    private JsonNode row(JsonNode record) {
        try {
            return json.readTree(Base64.getDecoder().decode(record.path("data").asText()));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /// Collects the log; nothing else of a context is used.
    private final class LoggingContext implements Context {
        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    log.add(message);
                }

                @Override
                public void log(byte[] message) {
                    log.add(new String(message, StandardCharsets.UTF_8));
                }
            };
        }

        @Override
        public String getAwsRequestId() {
            return "request";
        }

        @Override
        public String getLogGroupName() {
            return "group";
        }

        @Override
        public String getLogStreamName() {
            return "stream";
        }

        @Override
        public String getFunctionName() {
            return "transform-fn";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn";
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 60_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }
    }
}
