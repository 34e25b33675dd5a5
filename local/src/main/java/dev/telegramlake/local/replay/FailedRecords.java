package dev.telegramlake.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The updates in Firehose's error objects: those that the transform function did not take, and those whose rows could
/// not be converted to Parquet.
final class FailedRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DAY =
            Pattern.compile(".*/" + UpdatesTable.PARTITION_KEY + "=([0-9]{4}-[0-9]{2}-[0-9]{2})/.*");

    private final S3Client s3;
    private final String bucket;

    FailedRecords(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
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
            String prefix = Lake.ERRORS_PREFIX + type + "/";
            for (S3Object object : s3.listObjectsV2Paginator(
                            list -> list.bucket(bucket).prefix(prefix))
                    .contents()) {
                Matcher day = DAY.matcher(object.key());
                if (day.matches() && isWithin(LocalDate.parse(day.group(1)), from, to)) {
                    read(object.key(), reader);
                }
            }
        }
    }

    private static boolean isWithin(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    private void read(String key, Reader reader) throws IOException, InterruptedException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(s3.getObject(get -> get.bucket(bucket).key(key)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.read(update(JSON.readTree(line)));
            }
        }
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
