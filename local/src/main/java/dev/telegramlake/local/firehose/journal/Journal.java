package dev.telegramlake.local.firehose.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes records to disk and gives them out for delivery.
///
/// [#append(List)] returns only when its records would survive a power failure. One thread writes; everything that
/// waits while the disk is busy shares the next fsync. Records stay on disk, not in memory: what is kept in memory is
/// one entry a file. Delivery takes whole segments ([#cut(long)]) and removes them when they are delivered; what
/// is left when the process dies is there again at the next start.
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int MAX_GROUP = 1_000;
    private static final long QUEUE_SECONDS = 5;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final Append STOP = new Append(List.of(), new CompletableFuture<>());

    private final SegmentFiles files;
    private final JournalLimits limits;
    private final Semaphore inFlight;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;

    private record Append(List<byte[]> records, CompletableFuture<List<RecordId>> answer) {}

    private Journal(SegmentFiles files, JournalLimits limits) {
        this.files = files;
        this.limits = limits;
        inFlight = new Semaphore(limits.inFlightBytes(), true);
        writer = Thread.ofPlatform().name("firehose-journal").daemon().unstarted(this::writeGroups);
    }

    /// Opens the journal in a folder, which is made where it is missing, and reads what an earlier run left.
    ///
    /// @throws IOException also where another process has the folder
    public static Journal open(Path folder, JournalLimits limits, InstantSource clock) throws IOException {
        Journal journal = new Journal(new SegmentFiles(folder, limits.segmentBytes(), clock), limits);
        journal.writer.start();
        return journal;
    }

    /// Returns when all these records are on the disk. Called by many threads at once.
    ///
    /// @throws JournalUnavailableException nothing of it was acknowledged; a part may be delivered all the same
    /// @throws IllegalArgumentException    a record is larger than 1,000 KiB
    public List<RecordId> append(List<byte[]> records) throws JournalUnavailableException, InterruptedException {
        int bytes = 0;
        for (byte[] data : records) {
            if (data.length > EntryFormat.MAX_DATA_BYTES) {
                throw new IllegalArgumentException("A record has %d bytes, at most %d are allowed"
                        .formatted(data.length, EntryFormat.MAX_DATA_BYTES));
            }
            bytes = Math.addExact(bytes, data.length);
        }
        long waiting = files.backlog().dataBytes();
        if (waiting + bytes > limits.backlogBytes()) {
            throw new JournalUnavailableException(
                    "%d bytes wait for their delivery, %d are allowed".formatted(waiting, limits.backlogBytes()));
        }
        int permits = Math.min(bytes, limits.inFlightBytes());
        if (!inFlight.tryAcquire(permits, QUEUE_SECONDS, TimeUnit.SECONDS)) {
            throw new JournalUnavailableException("The disk does not keep up");
        }
        try {
            Append append = new Append(List.copyOf(records), new CompletableFuture<>());
            synchronized (queue) {
                if (closed) {
                    throw new JournalUnavailableException("The journal is closed");
                }
                queue.add(append);
            }
            return append.answer().get();
        } catch (ExecutionException failed) {
            throw new JournalUnavailableException("The journal cannot be written: " + failed.getCause(), failed);
        } finally {
            inFlight.release(permits);
        }
    }

    /// Closes the segment that is being written and gives the oldest segments, together about as large as asked for
    /// and at least one where there is one. Gives the same ones again until they are [removed][#remove(List)].
    public List<Segment> cut(long bytes) {
        return files.cut(bytes);
    }

    /// Forgets segments whose records are all delivered.
    public void remove(List<Segment> segments) {
        files.remove(segments);
    }

    /// What is acknowledged and waits for its delivery.
    public Backlog backlog() {
        return files.backlog();
    }

    /// Damaged places that were found at the start.
    public long damaged() {
        return files.damaged();
    }

    /// Takes nothing more; returns when what was put before is written. Delivery may go on until [#close()].
    public void stopTaking() throws InterruptedException {
        synchronized (queue) {
            if (!closed) {
                closed = true;
                queue.add(STOP);
            }
        }
        if (!writer.join(STOP_LIMIT)) {
            LOG.error("The disk does not answer; what was not acknowledged is given up");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stopTaking();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        files.release();
    }

    private void writeGroups() {
        List<Append> group = new ArrayList<>();
        while (!group.contains(STOP)) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException ignored) {
                continue;
            }
            queue.drainTo(group, MAX_GROUP);
            write(group);
        }
    }

    private void write(List<Append> group) {
        List<byte[]> records = new ArrayList<>();
        group.forEach(append -> records.addAll(append.records()));
        try {
            List<RecordId> ids = records.isEmpty() ? List.of() : files.write(records);
            int first = 0;
            for (Append append : group) {
                int end = first + append.records().size();
                append.answer().complete(List.copyOf(ids.subList(first, end)));
                first = end;
            }
        } catch (IOException | RuntimeException | Error failed) {
            // Also an Error: without this thread every caller would wait forever.
            LOG.error("The journal cannot be written", failed);
            group.forEach(append -> append.answer().completeExceptionally(failed));
        }
    }
}
