package dev.telegramlake.bench.peer;

import java.io.IOException;

/// One update in, one row out.
@FunctionalInterface
public interface Flattener {
    /// The row, JSON in UTF-8.
    byte[] row(byte[] update, long arrivalMillis) throws IOException;
}
