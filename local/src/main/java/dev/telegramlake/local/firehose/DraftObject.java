package dev.telegramlake.local.firehose;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A file that grows record by record and is to become an object, named after its oldest record.
final class DraftObject implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path file;
    private final OutputStream out;
    private long oldestMillis = Long.MAX_VALUE;

    DraftObject(Path file) throws IOException {
        this.file = file;
        out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    }

    Path file() {
        return file;
    }

    OutputStream out() {
        return out;
    }

    /// Notes that a record of this arrival is in the file.
    void holds(long arrivalMillis) {
        oldestMillis = Math.min(oldestMillis, arrivalMillis);
    }

    void append(long arrivalMillis, byte[] bytes) throws IOException {
        out.write(bytes);
        holds(arrivalMillis);
    }

    boolean isEmpty() {
        return oldestMillis == Long.MAX_VALUE;
    }

    /// Arrival of the oldest record; only where the file is not empty.
    Instant oldest() {
        return Instant.ofEpochMilli(oldestMillis);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
