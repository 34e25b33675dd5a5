package dev.telegramlake.local.firehose.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All segments of a journal, the one that is being written last. What is kept in memory is one [Segment] a file.
final class SegmentFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentFiles.class);

    private final JournalDirectory directory;
    private final int segmentBytes;
    private final InstantSource clock;
    private final long damaged;
    private final long run = ThreadLocalRandom.current().nextLong();
    private final List<Segment> closedSegments;
    private @Nullable SegmentWriter writer;
    private long nextSegment;
    private long nextRecord;
    private boolean released;
    private volatile Backlog backlog;

    /// @throws IOException what an earlier run left cannot be read
    SegmentFiles(Path folder, int segmentBytes, InstantSource clock) throws IOException {
        this.segmentBytes = segmentBytes;
        this.clock = clock;
        directory = JournalDirectory.hold(folder);
        try {
            closedSegments = new ArrayList<>(directory.recover());
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
        nextSegment = closedSegments.isEmpty() ? 0 : closedSegments.getLast().number() + 1;
        damaged = closedSegments.stream().mapToLong(Segment::damaged).sum();
        backlog = Backlog.of(closedSegments);
    }

    /// What is on the disk for certain. Never waits for the disk.
    Backlog backlog() {
        return backlog;
    }

    long damaged() {
        return damaged;
    }

    /// Writes records and returns their ids when they are on the disk.
    ///
    /// @throws IOException none of them counts; the next ones go into a new file
    synchronized List<RecordId> write(List<byte[]> records) throws IOException {
        if (released) {
            throw new IOException("The journal is closed");
        }
        SegmentWriter segment = writer;
        try {
            if (segment == null) {
                segment = SegmentWriter.create(directory.path(), nextSegment++);
                writer = segment;
            }
            long arrivalMillis = clock.millis();
            List<RecordId> ids = new ArrayList<>(records.size());
            for (byte[] data : records) {
                RecordId id = new RecordId(run, nextRecord++);
                segment.append(id, arrivalMillis, data);
                ids.add(id);
            }
            segment.sync();
            if (segment.synced().end() > segmentBytes) {
                closeSegment();
            }
            publishBacklog();
            return ids;
        } catch (IOException | RuntimeException | Error failed) {
            // After a failed fsync nobody knows what is on the disk: go on in a new file.
            if (segment != null) {
                abandon(segment);
            }
            throw failed;
        }
    }

    synchronized List<Segment> cut(long bytes) {
        closeSegment();
        List<Segment> oldest = new ArrayList<>();
        long sum = 0;
        for (Segment segment : closedSegments) {
            if (sum >= bytes) {
                break;
            }
            oldest.add(segment);
            sum += segment.dataBytes();
        }
        return List.copyOf(oldest);
    }

    synchronized void remove(List<Segment> segments) {
        if (released) {
            return;
        }
        for (Segment segment : segments) {
            try {
                JournalDirectory.remove(segment);
            } catch (IOException left) {
                LOG.error("{} is delivered but stays; the next start delivers it again", segment.file(), left);
            }
        }
        closedSegments.removeAll(segments);
        publishBacklog();
    }

    /// Gives the folder up for another journal; from now on nothing in it is touched.
    synchronized void release() throws IOException {
        if (!released) {
            released = true;
            closeSegment();
            directory.close();
        }
    }

    private void abandon(SegmentWriter segment) {
        try {
            segment.rollBack();
        } catch (IOException | RuntimeException stillBroken) {
            LOG.warn("What was not acknowledged could not be cut off", stillBroken);
        }
        closeSegment();
        publishBacklog();
    }

    private void closeSegment() {
        SegmentWriter segment = writer;
        if (segment == null) {
            return;
        }
        writer = null;
        try {
            segment.close();
            if (segment.synced().records() == 0) {
                JournalDirectory.remove(segment.synced());
            }
        } catch (IOException failed) {
            LOG.warn("A segment file could not be closed", failed);
        }
        if (segment.synced().records() > 0) {
            closedSegments.add(segment.synced());
        }
    }

    private void publishBacklog() {
        List<Segment> all = new ArrayList<>(closedSegments);
        SegmentWriter segment = writer;
        if (segment != null) {
            all.add(segment.synced());
        }
        backlog = Backlog.of(all);
    }
}
