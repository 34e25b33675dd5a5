package dev.telegramlake.local.firehose.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads the records of one segment in the order in which they were written, past entries that are damaged.
///
/// The file is mapped, so that only the record at hand is in the heap.
public final class SegmentReader implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final ByteBuffer file;
    private int place = EntryFormat.FILE_HEADER_BYTES;
    private int damaged;

    private SegmentReader(Path path, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            file = channel.map(MapMode.READ_ONLY, 0, end, arena).asByteBuffer();
        } catch (IOException | RuntimeException failed) {
            arena.close();
            throw failed;
        }
    }

    public static SegmentReader open(Segment segment) throws IOException {
        return new SegmentReader(segment.file(), segment.end());
    }

    /// Reads a file of which nothing is known yet.
    static SegmentReader open(Path path, long bytes) throws IOException {
        return new SegmentReader(path, bytes);
    }

    boolean hasFileHeader() {
        return EntryFormat.hasFileHeader(file);
    }

    boolean isOfAnotherVersion() {
        return EntryFormat.isOfAnotherVersion(file);
    }

    /// The next readable record, or null at the end.
    public @Nullable JournalRecord next() {
        JournalRecord record = EntryFormat.read(file, place);
        if (record == null) {
            int next = nextReadable();
            if (next < 0) {
                return null;
            }
            damaged++;
            place = next;
            record = EntryFormat.read(file, place);
        }
        if (record != null) {
            place += EntryFormat.entryBytes(record.data().length);
        }
        return record;
    }

    /// Where the next entry would start: behind the last record that [#next()] gave.
    int place() {
        return place;
    }

    /// Damaged places that were passed over.
    int damaged() {
        return damaged;
    }

    /// The place of the next whole entry behind a damaged one, or -1. The damaged entry's own length is tried
    /// first; where that is what is damaged, every byte may be the start of the next entry.
    private int nextReadable() {
        int entryBytes = EntryFormat.entryBytesAt(file, place);
        if (entryBytes > 0 && EntryFormat.read(file, place + entryBytes) != null) {
            return place + entryBytes;
        }
        int last = file.limit() - EntryFormat.entryBytes(0);
        for (int candidate = place + 1; candidate <= last; candidate++) {
            if (EntryFormat.read(file, candidate) != null) {
                return candidate;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        arena.close();
    }
}
