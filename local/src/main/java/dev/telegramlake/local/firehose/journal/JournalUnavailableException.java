package dev.telegramlake.local.firehose.journal;

import java.io.Serial;

/// Nothing can be taken right now: the disk refuses, too much waits for its delivery, or the journal is closed.
public final class JournalUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public JournalUnavailableException(String message) {
        super(message);
    }

    public JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
