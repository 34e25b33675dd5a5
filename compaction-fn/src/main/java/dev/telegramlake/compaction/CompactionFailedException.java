package dev.telegramlake.compaction;

import java.io.Serial;

/// A day could not be compacted. What was committed stays committed; another run goes on from there.
public final class CompactionFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    CompactionFailedException(String message) {
        super(message);
    }

    CompactionFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Never null, unlike [Throwable#getMessage()] in general.
    public String message() {
        return String.valueOf(getMessage());
    }
}
