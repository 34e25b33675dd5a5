package dev.telegramlake.local.botapi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Lets one poll at a time work for a data folder.
public final class PollLock implements AutoCloseable {
    private static final String NAME = "poll.lock";

    private final Path data;
    private final FileChannel file;

    private PollLock(Path data, FileChannel file) {
        this.data = data;
        this.file = file;
    }

    /// Takes the lock.
    ///
    /// @throws PollException when another poll has it, or the folder cannot be written
    public static PollLock take(Path data) throws PollException {
        try {
            FileChannel file = OwnerOnly.open(data.resolve(NAME), StandardOpenOption.WRITE);
            if (!isFree(file)) {
                file.close();
                throw new PollException(
                        "Another ./lake poll works for the data folder %s. Stop that one first.".formatted(data));
            }
            return new PollLock(data, file);
        } catch (IOException failure) {
            throw new PollException("The data folder %s cannot be written (%s). Give another with --data."
                    .formatted(data, failure.getClass().getSimpleName()));
        }
    }

    /// Whether a poll works for a data folder now.
    public static boolean isTaken(Path data) {
        Path lock = data.resolve(NAME);
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return !isFree(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// Where this poll, and no other, puts updates aside.
    public RejectedUpdates rejectedUpdates() {
        return new RejectedUpdates(data);
    }

    private static boolean isFree(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
