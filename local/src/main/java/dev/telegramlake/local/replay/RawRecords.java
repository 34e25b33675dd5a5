package dev.telegramlake.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.telegramlake.local.change.ObjectLines;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Firehose's backup of what it received: an update a line, in objects that are named after the arrival of their oldest
/// record.
final class RawRecords {
    private static final Pattern TIME = Pattern.compile(".*-([0-9]{4}(?:-[0-9]{2}){5})-[^/]*");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss");
    private static final JsonFactory JSON = new JsonFactory();

    private final ObjectLines objects;
    private final ZoneId zone;

    /// @param zone of the times in the objects' names
    RawRecords(ObjectLines objects, ZoneId zone) {
        this.objects = objects;
        this.zone = zone;
    }

    /// A record.
    ///
    /// @param updateId empty where the record is no update
    /// @param received not after its arrival
    record RawRecord(OptionalLong updateId, Instant received, String line) {}

    /// Takes the records.
    @FunctionalInterface
    interface Reader {
        void read(RawRecord raw) throws IOException;
    }

    /// Reads the backup of a day.
    void read(LocalDate day, Reader reader) throws IOException, InterruptedException {
        String prefix = "%s%s=%s/".formatted(Lake.RAW_PREFIX, UpdatesTable.PARTITION_KEY, day);
        for (S3Object object : objects.objects(prefix)) {
            Instant received = received(object);
            objects.read(object.key(), line -> {
                if (!line.isBlank()) {
                    reader.read(new RawRecord(updateId(line), received, line));
                }
            });
        }
    }

    private Instant received(S3Object object) {
        Matcher name = TIME.matcher(object.key());
        return name.matches()
                ? LocalDateTime.parse(name.group(1), SECONDS).atZone(zone).toInstant()
                : object.lastModified();
    }

    static OptionalLong updateId(String line) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                    JsonToken value = parser.nextToken();
                    if (field.equals("update_id")) {
                        return value == JsonToken.VALUE_NUMBER_INT
                                ? OptionalLong.of(parser.getLongValue())
                                : OptionalLong.empty();
                    }
                    parser.skipChildren();
                }
            }
            return OptionalLong.empty();
        } catch (IOException malformed) {
            return OptionalLong.empty();
        }
    }
}
