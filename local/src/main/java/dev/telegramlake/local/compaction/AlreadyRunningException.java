package dev.telegramlake.local.compaction;

import java.io.Serial;

/// A compaction was asked for while another one was running.
final class AlreadyRunningException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    AlreadyRunningException() {
        super("A compaction is running. Try again when it has ended.");
    }
}
