package dev.telegramlake.local.firehose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.firehose.conversion.RecordRefusedException;
import dev.telegramlake.local.firehose.journal.JournalRecord;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// One line of an error object: the members and their order are the service's.
final class ErrorLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeliveryStreamSettings settings;

    ErrorLine(DeliveryStreamSettings settings) {
        this.settings = settings;
    }

    /// `rawData` is the record as it was put.
    byte[] of(JournalRecord record, TransformOutcome.Failed failure) {
        return line(JSON.createObjectNode()
                .put("rawData", record.data())
                .put("errorCode", failure.code())
                .put("errorMessage", failure.message())
                .put("attemptsMade", failure.attempts())
                .put("arrivalTimestamp", record.arrivalMillis())
                .put("attemptEndingTimestamp", failure.attemptEndingMillis())
                .put("lambdaARN", settings.transform().functionArn()));
    }

    /// `rawData` is what the conversion was given: the function's data.
    byte[] of(JournalRecord record, byte[] transformed, RecordRefusedException refusal, long attemptEndingMillis) {
        ObjectNode line = JSON.createObjectNode()
                .put("attemptsMade", 1)
                .put("arrivalTimestamp", record.arrivalMillis())
                .put("lastErrorCode", refusal.code())
                .put("lastErrorMessage", refusal.text())
                .put("attemptEndingTimestamp", attemptEndingMillis)
                .put("rawData", transformed);
        line.putObject("dataCatalogTable")
                .put("catalogId", settings.account())
                .put("databaseName", settings.database())
                .put("tableName", settings.table())
                .put("region", settings.region())
                .put("versionId", "LATEST")
                .put("roleArn", settings.roleArn());
        return line(line);
    }

    private static byte[] line(ObjectNode line) {
        try {
            return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
    }
}
