package dev.telegramlake.local.firehose.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of a journal, held by one process at a time.
final class JournalDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalDirectory.class);
    private static final String LOCK_FILE = "lock";
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;

    private JournalDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Takes the folder for this process, and for one journal in it.
    ///
    /// @throws IOException also where another journal, here or in another process, has the folder
    static JournalDirectory hold(Path folder) throws IOException {
        Path path = Files.createDirectories(folder).toRealPath();
        // Asked first: to open and close a locked file a second time would release the lock.
        if (!HELD.add(path)) {
            throw inUse(path);
        }
        try {
            FileChannel lockFile =
                    FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lockFile.tryLock() == null) {
                lockFile.close();
                throw inUse(path);
            }
            return new JournalDirectory(path, lockFile);
        } catch (IOException | RuntimeException failed) {
            HELD.remove(path);
            throw failed;
        }
    }

    private static IOException inUse(Path path) {
        return new IOException(
                "The journal in %s is in use: is another pipeline running on the same data folder? ".formatted(path)
                        + "Stop it first, or use another folder");
    }

    Path path() {
        return path;
    }

    /// What an earlier run left, oldest first. What a crash left of an unfinished write is cut off.
    List<Segment> recover() throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(path)) {
            files = listing.filter(Segment::isSegment)
                    .sorted(Comparator.comparingLong(Segment::number))
                    .toList();
        }
        List<Segment> segments = new ArrayList<>();
        for (Path file : files) {
            Segment segment = recover(file, file.equals(files.getLast()));
            if (segment.records() == 0 && segment.damaged() == 0) {
                Files.delete(file);
            } else {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static Segment recover(Path file, boolean last) throws IOException {
        long bytes = Files.size(file);
        long number = Segment.number(file);
        long records = 0;
        long dataBytes = 0;
        long oldest = Long.MAX_VALUE;
        int damaged;
        int end;
        try (SegmentReader reader = SegmentReader.open(file, bytes)) {
            if (reader.isOfAnotherVersion()) {
                throw new IOException(
                        "%s was written by another version. Start that version once on this folder: it".formatted(file)
                                + " delivers what is in the file, and removes it");
            }
            if (!reader.hasFileHeader() && bytes > EntryFormat.FILE_HEADER_BYTES) {
                LOG.error("{} does not begin like a segment of this journal; reading what can be read", file);
            }
            for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                records++;
                dataBytes += record.data().length;
                oldest = Math.min(oldest, record.arrivalMillis());
            }
            damaged = reader.damaged();
            end = Math.toIntExact(Math.min(reader.place(), bytes));
        }
        if (end < bytes && last) {
            LOG.warn("{}: cutting off the last {} bytes, a write that never finished", file, bytes - end);
            truncate(file, end);
        } else if (end < bytes) {
            damaged++;
        }
        if (damaged > 0) {
            LOG.error(
                    "{}: {} damaged places (wrong checksum); their records are lost, the others are read",
                    file,
                    damaged);
        }
        return new Segment(file, number, end, records, dataBytes, oldest, damaged);
    }

    private static void truncate(Path file, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }

    /// Forgets a segment that is delivered. One with damaged places is put aside for a person to look at.
    static void remove(Segment segment) throws IOException {
        if (segment.damaged() > 0) {
            Path aside = segment.file().resolveSibling(segment.file().getFileName() + ".damaged");
            Files.move(segment.file(), aside);
            LOG.warn("Kept {}: it has damaged places", aside);
        } else {
            Files.deleteIfExists(segment.file());
        }
    }

    /// Makes a new file's name survive a power failure. Where folders cannot be opened (Windows), the system does.
    static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
        HELD.remove(path);
    }
}
