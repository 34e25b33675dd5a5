package dev.telegramlake.local.compaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.compaction.LakeDays;
import dev.telegramlake.local.firehose.conversion.ParquetTableFile;
import dev.telegramlake.local.firehose.conversion.RecordRefusedException;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Lands files as Firehose does: with its own Parquet writer, under its names.
final class Landing {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final S3Client s3;

    Landing(S3Client s3) {
        this.s3 = s3;
    }

    /// One update of a chat, taken by Firehose at a second of its day.
    record Update(long id, long chat, int second) {
        String json(LocalDate day) {
            String time = day.atStartOfDay().plusSeconds(second).format(SECONDS);
            ObjectNode row = new ObjectMapper().createObjectNode();
            row.put("update_id", id)
                    .put("kind", "message")
                    .put("event_time", time)
                    .put("arrival_time", time);
            row.put("chat_id", chat).put("chat_type", "supergroup").put("text", "words of update " + id);
            row.putArray("hashtags").add("#tag" + id % 7);
            row.put("payload", "{\"update_id\":%d,\"message\":{\"file_id\":\"%s\"}}".formatted(id, noise(id)));
            return row.toString();
        }
    }

    /// What does not compress, and is the same each time.
    private static String noise(long id) {
        SplittableRandom random = new SplittableRandom(id);
        return "%016x%016x%016x".formatted(random.nextLong(), random.nextLong(), random.nextLong());
    }

    /// Updates with ids in a row, spread over 50 chats and a minute.
    static List<Update> updates(long first, int count, int second) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Update(first + i, -1000 - (first + i) % 50, Math.min(second + i % 60, 86_399)))
                .toList();
    }

    static byte[] parquet(LocalDate day, List<Update> updates, List<Column> columns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetTableFile file = new ParquetTableFile(bytes, columns)) {
            for (Update update : updates) {
                file.append(update.json(day).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | RecordRefusedException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    String land(LocalDate day, String name, List<Update> updates) {
        return land(day, name, parquet(day, updates, UpdatesTable.COLUMNS));
    }

    /// Puts a file where history is imported.
    String importFile(LocalDate day, List<Update> updates) {
        return put(
                "%sdt=%s/history.parquet".formatted(Lake.IMPORTS_PREFIX, day),
                parquet(day, updates, UpdatesTable.COLUMNS));
    }

    String land(LocalDate day, String name, byte[] bytes) {
        return put("%sdt=%s/telegram-updates-1-%s.parquet".formatted(Lake.LANDING_PREFIX, day, name), bytes);
    }

    /// Stages rows that take the place of others.
    void stageRows(LocalDate day, String change, List<Update> updates) {
        put(LakeDays.changedRows(day, change, 0), parquet(day, updates, UpdatesTable.COLUMNS));
    }

    /// Stages updates to take out.
    void stageRemoved(LocalDate day, String change, List<Update> updates) {
        List<Column> id = UpdatesTable.COLUMNS.stream()
                .filter(column -> column.name().equals("update_id"))
                .toList();
        put(LakeDays.removedRows(day, change, 0), parquet(day, updates, id));
    }

    private String put(String key, byte[] bytes) {
        s3.putObject(put -> put.bucket(Lake.BUCKET).key(key), RequestBody.fromBytes(bytes));
        return key;
    }
}
