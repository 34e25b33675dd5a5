package dev.telegramlake.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A function's answer, read record by record: what is wrong with one of them does not touch the others. An answer
/// that is not as agreed is final, the function is not called again for it.
final class TransformAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> records = new HashMap<>();
    private final Set<String> duplicates = new HashSet<>();
    private final int attempts;
    private final long receivedMillis;

    private TransformAnswer(int attempts, long receivedMillis) {
        this.attempts = attempts;
        this.receivedMillis = receivedMillis;
    }

    /// Reads an answer. One that is not JSON has no records.
    ///
    /// @param attempts how often the function was called until it answered
    static TransformAnswer read(byte[] json, int attempts, long receivedMillis) {
        TransformAnswer answer = new TransformAnswer(attempts, receivedMillis);
        for (JsonNode record : parse(json).path("records")) {
            String id = record.path("recordId").asText();
            if (answer.records.put(id, record) != null) {
                answer.duplicates.add(id);
            }
        }
        return answer;
    }

    /// What the answer says of one record. Records that were never asked for are ignored.
    TransformOutcome outcome(String recordId) {
        JsonNode record = records.get(recordId);
        if (record == null) {
            return failed(
                    "Lambda.MissingRecordId",
                    "One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.");
        }
        if (duplicates.contains(recordId)) {
            return failed(
                    "Lambda.DuplicatedRecordId",
                    "Multiple records were returned with the same record Id. Ensure that the Lambda function returns a unique record Id for each record.");
        }
        return switch (record.path("result").asText()) {
            case "Ok" -> ok(record.path("data"));
            case "Dropped" -> new TransformOutcome.Dropped();
            case "ProcessingFailed" ->
                failed("Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record");
            default ->
                failed(
                        "Lambda.InvalidReturnFormat",
                        "The result field must be one of Ok, Dropped or ProcessingFailed.");
        };
    }

    private TransformOutcome ok(JsonNode data) {
        if (!data.isTextual()) {
            return failed(
                    "Lambda.InvalidReturnFormat", "The data field cannot be null for a record with the result Ok.");
        }
        try {
            return new TransformOutcome.Ok(Base64.getDecoder().decode(data.textValue()));
        } catch (IllegalArgumentException notBase64) {
            return failed("Lambda.InvalidReturnFormat", "The data field is not base64.");
        }
    }

    private TransformOutcome failed(String code, String message) {
        return new TransformOutcome.Failed(code, message, attempts, receivedMillis);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }
}
