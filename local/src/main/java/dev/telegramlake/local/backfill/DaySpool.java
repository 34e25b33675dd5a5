package dev.telegramlake.local.backfill;

import dev.telegramlake.local.change.TransformCalls.ReceivedUpdate;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Updates on their way, sorted into the days on which they happened, in whichever order they come: the chats of an
/// export begin anew each, and a reaction can be years younger than its message. They are kept in a compressed file;
/// memory holds no more than [#MOST_BUFFERED] bytes of them.
final class DaySpool implements AutoCloseable {
    private static final int MOST_BUFFERED = 32 << 20;

    private final FileChannel file;
    private final TreeMap<LocalDate, Day> days = new TreeMap<>();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private long end;
    private int buffered;

    private record Block(long position, int length, int updates) {}

    private static final class Day {
        private final List<Block> blocks = new ArrayList<>();
        private ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private int updates;
    }

    /// @param path file that is gone when the spool is closed, or the process ends
    DaySpool(Path path) throws IOException {
        file = FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    void add(LocalDate date, ReceivedUpdate update) throws IOException {
        Day day = days.computeIfAbsent(date, first -> new Day());
        int before = day.buffer.size();
        DataOutputStream out = new DataOutputStream(day.buffer);
        out.writeLong(update.arrivalMillis());
        out.writeInt(update.data().length);
        out.write(update.data());
        day.updates++;
        buffered += day.buffer.size() - before;
        if (buffered > MOST_BUFFERED) {
            flush();
        }
    }

    private void flush() throws IOException {
        for (Day day : days.values()) {
            if (day.updates > 0) {
                ByteArrayOutputStream compressed = new ByteArrayOutputStream(day.buffer.size() / 4 + 64);
                deflater.reset();
                try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, deflater, 1 << 14)) {
                    day.buffer.writeTo(out);
                }
                ByteBuffer bytes = ByteBuffer.wrap(compressed.toByteArray());
                day.blocks.add(new Block(end, bytes.remaining(), day.updates));
                while (bytes.hasRemaining()) {
                    end += file.write(bytes, end);
                }
                day.buffer = new ByteArrayOutputStream();
                day.updates = 0;
            }
        }
        buffered = 0;
    }

    SortedSet<LocalDate> days() {
        return new TreeSet<>(days.keySet());
    }

    /// Takes updates.
    @FunctionalInterface
    interface Reader {
        void read(ReceivedUpdate update) throws IOException, InterruptedException;
    }

    /// Reads what a day has, in the order in which it was added.
    void read(LocalDate date, Reader reader) throws IOException, InterruptedException {
        Day day = days.getOrDefault(date, new Day());
        for (Block block : day.blocks) {
            ByteBuffer bytes = ByteBuffer.allocate(block.length());
            while (bytes.hasRemaining() && file.read(bytes, block.position() + bytes.position()) > 0) {
                // on to the end of the block
            }
            try (DataInputStream in = new DataInputStream(
                    new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes.array()))))) {
                read(in, block.updates(), reader);
            }
        }
        read(new DataInputStream(new ByteArrayInputStream(day.buffer.toByteArray())), day.updates, reader);
    }

    private static void read(DataInputStream in, int updates, Reader reader) throws IOException, InterruptedException {
        for (int i = 0; i < updates; i++) {
            long arrivalMillis = in.readLong();
            byte[] json = new byte[in.readInt()];
            in.readFully(json);
            reader.read(new ReceivedUpdate(arrivalMillis, json));
        }
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        file.close();
    }
}
