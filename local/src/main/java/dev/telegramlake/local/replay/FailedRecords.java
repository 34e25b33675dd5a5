package dev.telegramlake.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.change.ObjectLines;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The updates in Firehose's error objects: those that the transform function did not take, and those whose rows could
/// not be converted to Parquet.
final class FailedRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DAY =
            Pattern.compile(".*/" + UpdatesTable.PARTITION_KEY + "=([0-9]{4}-[0-9]{2}-[0-9]{2})/.*");

    private final ObjectLines objects;

    FailedRecords(ObjectLines objects) {
        this.objects = objects;
    }

    /// Takes the updates.
    @FunctionalInterface
    interface Reader {
        void read(String update) throws IOException, InterruptedException;
    }

    /// Reads what failed on days.
    ///
    /// @param to the last of them
    void read(LocalDate from, LocalDate to, Reader reader) throws IOException, InterruptedException {
        for (String type : new String[] {"processing-failed", "format-conversion-failed"}) {
            for (S3Object object : objects.objects(Lake.ERRORS_PREFIX + type + "/")) {
                Matcher day = DAY.matcher(object.key());
                if (day.matches() && isWithin(LocalDate.parse(day.group(1)), from, to)) {
                    objects.read(object.key(), line -> reader.read(update(JSON.readTree(line))));
                }
            }
        }
    }

    private static boolean isWithin(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /// The record as it was put; of one that the function had taken, the update in its row.
    private static String update(JsonNode error) throws IOException {
        String record = new String(error.path("rawData").binaryValue(), StandardCharsets.UTF_8);
        return error.has("lastErrorCode") ? payload(record) : record;
    }

    private static String payload(String row) {
        try {
            return JSON.readTree(row).path("payload").asText(row);
        } catch (JsonProcessingException damaged) {
            return row;
        }
    }
}
