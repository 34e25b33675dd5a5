package dev.telegramlake.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.firehose.journal.JournalUnavailableException;
import dev.telegramlake.local.wire.AwsService;
import dev.telegramlake.local.wire.ServiceError;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Amazon Data Firehose API of one delivery stream that is already there: put, describe and list. Operations that
/// make or change streams are refused.
public final class Firehose implements AwsService {
    private static final Logger LOG = LoggerFactory.getLogger(Firehose.class);

    private final DeliveryStream stream;

    public Firehose(DeliveryStream stream) {
        this.stream = stream;
    }

    @Override
    public String targetPrefix() {
        return "Firehose_20150804";
    }

    @Override
    public JsonNode call(String operation, ObjectNode request) throws ServiceError {
        return switch (operation) {
            case "PutRecord" -> putRecord(request);
            case "PutRecordBatch" -> putRecordBatch(request);
            case "DescribeDeliveryStream" -> describe(request);
            case "ListDeliveryStreams" -> list(request);
            default ->
                throw ServiceError.badRequest(
                        "UnknownOperationException", "The operation %s is not known here".formatted(operation));
        };
    }

    private JsonNode putRecord(ObjectNode request) throws ServiceError {
        checkStream(request);
        List<String> ids = put(List.of(PutRequests.record(request)));
        return JsonNodeFactory.instance
                .objectNode()
                .put("RecordId", ids.getFirst())
                .put("Encrypted", false);
    }

    private JsonNode putRecordBatch(ObjectNode request) throws ServiceError {
        checkStream(request);
        List<String> ids = put(PutRequests.records(request));
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("FailedPutCount", 0).put("Encrypted", false);
        ArrayNode responses = answer.putArray("RequestResponses");
        ids.forEach(id -> responses.addObject().put("RecordId", id));
        return answer;
    }

    private JsonNode describe(ObjectNode request) throws ServiceError {
        checkStream(request);
        return StreamDescription.of(stream);
    }

    private JsonNode list(ObjectNode request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("HasMoreDeliveryStreams", false);
        ArrayNode names = answer.putArray("DeliveryStreamNames");
        String name = stream.settings().name();
        String type = request.path("DeliveryStreamType").asText("DirectPut");
        String after = request.path("ExclusiveStartDeliveryStreamName").asText("");
        if (type.equals("DirectPut") && name.compareTo(after) > 0) {
            names.add(name);
        }
        return answer;
    }

    private void checkStream(ObjectNode request) throws ServiceError {
        JsonNode name = request.path("DeliveryStreamName");
        if (!name.isTextual()) {
            throw ServiceError.badRequest(
                    "InvalidArgumentException",
                    "1 validation error detected: Value null at 'deliveryStreamName' failed to satisfy constraint: Member must not be null");
        }
        if (!name.textValue().equals(stream.settings().name())) {
            throw ServiceError.badRequest(
                    "ResourceNotFoundException",
                    "Firehose %s under account %s not found."
                            .formatted(name.textValue(), stream.settings().account()));
        }
    }

    /// The API reference gives this error the status 500; clients back off and try again.
    private List<String> put(List<byte[]> records) throws ServiceError {
        try {
            return stream.put(records);
        } catch (JournalUnavailableException unavailable) {
            LOG.warn("Refused {} records: {}", records.size(), unavailable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new ServiceError(500, "ServiceUnavailableException", "Slow down.");
    }
}
