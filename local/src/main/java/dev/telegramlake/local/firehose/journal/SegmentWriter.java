package dev.telegramlake.local.firehose.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Appends records to a new segment file. What was appended counts only after [#sync()]. For one thread.
final class SegmentWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Path file;
    private final long number;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private Segment synced;
    private Segment appended;

    private SegmentWriter(Path file, long number, FileChannel channel) {
        this.file = file;
        this.number = number;
        this.channel = channel;
        synced = new Segment(file, number, EntryFormat.FILE_HEADER_BYTES, 0, 0, Long.MAX_VALUE, 0);
        appended = synced;
    }

    static SegmentWriter create(Path directory, long number) throws IOException {
        Path file = Segment.file(directory, number);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            SegmentWriter writer = new SegmentWriter(file, number, channel);
            writer.write(EntryFormat.fileHeader());
            channel.force(true);
            JournalDirectory.sync(directory);
            return writer;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    void append(RecordId id, long arrivalMillis, byte[] data) throws IOException {
        put(EntryFormat.head(appended.end(), id, arrivalMillis, data));
        put(ByteBuffer.wrap(data));
        appended = new Segment(
                file,
                number,
                appended.end() + EntryFormat.entryBytes(data.length),
                appended.records() + 1,
                appended.dataBytes() + data.length,
                Math.min(appended.oldestArrivalMillis(), arrivalMillis),
                0);
    }

    /// Returns when everything appended is on the disk.
    void sync() throws IOException {
        write(buffer.flip());
        buffer.clear();
        channel.force(false);
        synced = appended;
    }

    /// What is on the disk for certain.
    Segment synced() {
        return synced;
    }

    /// Cuts off what was appended since the last sync. Where even that fails, [#synced()] still says where to stop.
    void rollBack() throws IOException {
        buffer.clear();
        appended = synced;
        channel.truncate(synced.end());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void put(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                write(buffer.flip());
                buffer.clear();
            }
            int count = Math.min(buffer.remaining(), bytes.remaining());
            buffer.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
