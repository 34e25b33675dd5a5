package dev.telegramlake.local.botapi;

import dev.telegramlake.local.disk.LockFile;
import dev.telegramlake.local.disk.UntrustedPathException;
import java.io.IOException;
import java.nio.file.Path;

/// Lets one poll at a time work for a data folder.
public final class PollLock implements AutoCloseable {
    private static final String NAME = "poll.lock";

    private final Path data;
    private final LockFile file;

    private PollLock(Path data, LockFile file) {
        this.data = data;
        this.file = file;
    }

    /// Takes the lock.
    ///
    /// @throws PollException when another poll has it, or the folder cannot be written
    public static PollLock take(Path data) throws PollException {
        try {
            return new PollLock(
                    data,
                    LockFile.take(data.resolve(NAME))
                            .orElseThrow(() -> new PollException(
                                    "Another ./lake poll works for the data folder %s. Stop that one first."
                                            .formatted(data))));
        } catch (UntrustedPathException untrusted) {
            throw new PollException(untrusted.message());
        } catch (IOException failure) {
            throw new PollException("The data folder %s cannot be written (%s). Give another with --data."
                    .formatted(data, failure.getClass().getSimpleName()));
        }
    }

    /// Whether a poll works for a data folder now.
    public static boolean isTaken(Path data) {
        return LockFile.isTaken(data.resolve(NAME));
    }

    /// Where this poll, and no other, puts updates aside.
    public RejectedUpdates rejectedUpdates() {
        return new RejectedUpdates(data);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
