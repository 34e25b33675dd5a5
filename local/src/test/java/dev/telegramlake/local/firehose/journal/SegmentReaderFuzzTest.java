package dev.telegramlake.local.firehose.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Segment files of any bytes, and segments with any bytes behind their records.
final class SegmentReaderFuzzTest {
    private static final int RECORDS = 3;

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("segments");
    }

    @AfterEach
    void removeFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void whatIsReadIsInTheFileAndNothingBeforeTheDamageIsLost(byte[] bytes) throws IOException {
        read(bytes);

        ByteBuffer torn = ByteBuffer.allocate(1_000 + bytes.length).put(EntryFormat.fileHeader());
        for (int number = 0; number < RECORDS; number++) {
            byte[] data = "{\"update_id\":%d}\n".formatted(number).getBytes(StandardCharsets.UTF_8);
            torn.put(EntryFormat.head(torn.position(), new RecordId(7, number), 1_000 + number, data))
                    .put(data);
        }
        byte[] file = new byte[torn.put(bytes).position()];
        torn.flip().get(file);
        List<JournalRecord> records = read(file);
        assertThat(records).hasSizeGreaterThanOrEqualTo(RECORDS);
        for (int number = 0; number < RECORDS; number++) {
            assertThat(records.get(number).id()).isEqualTo(new RecordId(7, number));
            assertThat(records.get(number).arrivalMillis()).isEqualTo(1_000 + number);
        }
    }

    /// The records that the folder's recovery finds, each checked against the bytes of the file.
    private List<JournalRecord> read(byte[] bytes) throws IOException {
        Path file = Files.write(Segment.file(folder, 0), bytes);
        List<JournalRecord> records = new ArrayList<>();
        try (JournalDirectory directory = JournalDirectory.hold(folder)) {
            if (new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1)
                    .matches("TLFHJ[0-9]{3}(?<!001)")) {
                assertThatThrownBy(directory::recover)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("segment-0000000000000000.journal was written by another version");
                assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
                return records;
            }
            for (Segment segment : directory.recover()) {
                try (SegmentReader reader = SegmentReader.open(segment)) {
                    int end = EntryFormat.FILE_HEADER_BYTES;
                    for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                        int place = reader.place() - EntryFormat.entryBytes(record.data().length);
                        assertThat(place).isGreaterThanOrEqualTo(end);
                        isAt(bytes, place, record);
                        records.add(record);
                        end = reader.place();
                    }
                    assertThat(segment.records()).isEqualTo(records.size());
                    assertThat(segment.end()).isLessThanOrEqualTo(Math.max(end, bytes.length));
                }
                Files.deleteIfExists(file);
            }
        }
        return records;
    }

    private static void isAt(byte[] file, int place, JournalRecord record) {
        ByteBuffer body = ByteBuffer.allocate(24 + record.data().length)
                .putLong(record.id().run())
                .putLong(record.id().number())
                .putLong(record.arrivalMillis())
                .put(record.data())
                .flip();
        CRC32C checksum = new CRC32C();
        checksum.update(
                ByteBuffer.allocate(12).putLong(place).putInt(body.limit()).flip());
        checksum.update(body.duplicate());
        ByteBuffer entry = ByteBuffer.allocate(8 + body.limit())
                .putInt(body.limit())
                .putInt((int) checksum.getValue())
                .put(body)
                .flip();
        assertThat(ByteBuffer.wrap(file, place, entry.limit()).slice()).isEqualTo(entry);
    }
}
