package dev.telegramlake.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.wire.JsonBody;
import dev.telegramlake.local.wire.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Bodies of `PutRecord` and `PutRecordBatch`.
final class PutRequestsFuzzTest {
    @FuzzTest
    void aBodyGivesItsRecordsOrTheServicesError(byte[] body) throws ServiceError {
        ObjectNode request;
        try {
            request = JsonBody.read(body);
        } catch (ServiceError refusal) {
            assertThat(refusal.code()).isEqualTo("SerializationException");
            return;
        }
        try {
            assertThat(PutRequests.record(request)).isEqualTo(data(request.path("Record")));
        } catch (ServiceError refusal) {
            isTheServices(refusal);
        }
        try {
            List<byte[]> records = PutRequests.records(request);
            assertThat(records).hasSize(request.path("Records").size()).hasSizeBetween(1, 500);
            for (int i = 0; i < records.size(); i++) {
                assertThat(records.get(i))
                        .isEqualTo(data(request.path("Records").path(i)));
            }
            assertThat(PutRequests.records(JsonBody.read(body(records))))
                    .usingRecursiveComparison()
                    .isEqualTo(records);
        } catch (ServiceError refusal) {
            isTheServices(refusal);
        }
    }

    private static byte[] data(JsonNode record) {
        return Base64.getDecoder().decode(record.path("Data").textValue());
    }

    private static byte[] body(List<byte[]> records) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = request.putArray("Records");
        records.forEach(data -> entries.addObject().put("Data", data));
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void isTheServices(ServiceError refusal) {
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isIn("InvalidArgumentException", "SerializationException");
    }
}
