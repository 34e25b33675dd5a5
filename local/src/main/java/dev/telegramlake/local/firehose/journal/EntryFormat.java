package dev.telegramlake.local.firehose.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The bytes of a segment file: 8 bytes that name the format, then one entry after another.
///
/// An entry is, big-endian: length of the body (int), checksum (int), body. The body is the record's id (2 longs), its
/// arrival (long) and its data. The checksum is CRC-32C over the entry's place in the file, the length and the body:
/// with the place in it, an entry that a record's data happens to contain is never taken for one.
final class EntryFormat {
    static final int FILE_HEADER_BYTES = 8;
    static final int ENTRY_HEADER_BYTES = 2 * Integer.BYTES;
    static final int BODY_OVERHEAD_BYTES = RecordId.BYTES + Long.BYTES;

    /// The service's largest record, 1,000 KiB; a longer length is no length.
    static final int MAX_DATA_BYTES = 1_000 << 10;

    private static final byte[] MAGIC = "TLFHJ001".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ANY_VERSION = Pattern.compile("TLFHJ[0-9]{3}");

    private EntryFormat() {}

    static ByteBuffer fileHeader() {
        return ByteBuffer.wrap(MAGIC).asReadOnlyBuffer();
    }

    static boolean hasFileHeader(ByteBuffer file) {
        return file.limit() >= FILE_HEADER_BYTES
                && file.slice(0, FILE_HEADER_BYTES).equals(fileHeader());
    }

    /// Whether the file names a format of another version of this journal, whose entries are not to be touched.
    static boolean isOfAnotherVersion(ByteBuffer file) {
        return !hasFileHeader(file)
                && file.limit() >= FILE_HEADER_BYTES
                && ANY_VERSION
                        .matcher(StandardCharsets.US_ASCII.decode(file.slice(0, FILE_HEADER_BYTES)))
                        .matches();
    }

    static int entryBytes(int dataBytes) {
        return ENTRY_HEADER_BYTES + BODY_OVERHEAD_BYTES + dataBytes;
    }

    /// Everything of an entry that stands before its data.
    static ByteBuffer head(long place, RecordId id, long arrivalMillis, byte[] data) {
        ByteBuffer head = ByteBuffer.allocate(ENTRY_HEADER_BYTES + BODY_OVERHEAD_BYTES);
        int bodyBytes = BODY_OVERHEAD_BYTES + data.length;
        head.putInt(bodyBytes).putInt(0).putLong(id.run()).putLong(id.number()).putLong(arrivalMillis);
        CRC32C checksum = startChecksum(place, bodyBytes);
        checksum.update(head.array(), ENTRY_HEADER_BYTES, BODY_OVERHEAD_BYTES);
        checksum.update(data);
        head.putInt(Integer.BYTES, (int) checksum.getValue());
        return head.flip();
    }

    /// Bytes of the entry that starts at a place, or -1 where no entry can start.
    static int entryBytesAt(ByteBuffer file, int place) {
        if (place + ENTRY_HEADER_BYTES > file.limit()) {
            return -1;
        }
        int bodyBytes = file.getInt(place);
        if (bodyBytes < BODY_OVERHEAD_BYTES || bodyBytes > BODY_OVERHEAD_BYTES + MAX_DATA_BYTES) {
            return -1;
        }
        return bodyBytes > file.limit() - place - ENTRY_HEADER_BYTES ? -1 : ENTRY_HEADER_BYTES + bodyBytes;
    }

    /// The record of the entry at a place, or null where the checksum is wrong or no entry starts.
    static @Nullable JournalRecord read(ByteBuffer file, int place) {
        int entryBytes = entryBytesAt(file, place);
        if (entryBytes < 0) {
            return null;
        }
        ByteBuffer body = file.slice(place + ENTRY_HEADER_BYTES, entryBytes - ENTRY_HEADER_BYTES);
        CRC32C checksum = startChecksum(place, body.remaining());
        checksum.update(body.duplicate());
        if ((int) checksum.getValue() != file.getInt(place + Integer.BYTES)) {
            return null;
        }
        RecordId id = new RecordId(body.getLong(), body.getLong());
        long arrivalMillis = body.getLong();
        byte[] data = new byte[body.remaining()];
        body.get(data);
        return new JournalRecord(id, arrivalMillis, data);
    }

    private static CRC32C startChecksum(long place, int bodyBytes) {
        CRC32C checksum = new CRC32C();
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
        checksum.update(start.putLong(place).putInt(bodyBytes).flip());
        return checksum;
    }
}
