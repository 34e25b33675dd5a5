package dev.telegramlake.local.engine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// Parts that were opened one after the other, and are closed last opened first.
public final class OpenParts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /// Adds a part, and returns it.
    public <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /// Closes all parts, also when some of them fail.
    ///
    /// @throws IOException with the first failure
    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = failure == null ? new IOException("Not everything stopped", e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
