package dev.telegramlake.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.wire.ServiceError;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Takes the records out of put requests, within the service's
/// [limits](https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html).
final class PutRequests {
    private static final int MAX_RECORD_BYTES = 1_000 << 10;
    private static final int MAX_RECORDS = 500;
    private static final int MAX_BATCH_BYTES = 4 << 20;

    private PutRequests() {}

    static byte[] record(ObjectNode request) throws ServiceError {
        return data(request.path("Record").path("Data"), "record.data");
    }

    static List<byte[]> records(ObjectNode request) throws ServiceError {
        if (!(request.path("Records") instanceof ArrayNode entries)) {
            throw invalid("Value null at 'records' failed to satisfy constraint: Member must not be null");
        }
        if (entries.isEmpty()) {
            throw invalid(
                    "Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }
        if (entries.size() > MAX_RECORDS) {
            throw invalid(
                    "Value at 'records' failed to satisfy constraint: Member must have length less than or equal to "
                            + MAX_RECORDS);
        }
        List<byte[]> records = new ArrayList<>(entries.size());
        long bytes = 0;
        for (JsonNode entry : entries) {
            byte[] data = data(entry.path("Data"), "records.%d.member.data".formatted(records.size() + 1));
            bytes += data.length;
            records.add(data);
        }
        if (bytes > MAX_BATCH_BYTES) {
            throw ServiceError.badRequest("InvalidArgumentException", "Records size exceeds 4 MB limit");
        }
        return records;
    }

    private static byte[] data(JsonNode value, String place) throws ServiceError {
        if (!value.isTextual()) {
            throw invalid("Value null at '%s' failed to satisfy constraint: Member must not be null".formatted(place));
        }
        byte[] data;
        try {
            data = Base64.getDecoder().decode(value.textValue());
        } catch (IllegalArgumentException notBase64) {
            throw ServiceError.badRequest("SerializationException", "The data at '%s' is not base64".formatted(place));
        }
        if (data.length > MAX_RECORD_BYTES) {
            throw invalid("Value at '%s' failed to satisfy constraint: Member must have length less than or equal to %d"
                    .formatted(place, MAX_RECORD_BYTES));
        }
        return data;
    }

    private static ServiceError invalid(String constraint) {
        return ServiceError.badRequest("InvalidArgumentException", "1 validation error detected: " + constraint);
    }
}
