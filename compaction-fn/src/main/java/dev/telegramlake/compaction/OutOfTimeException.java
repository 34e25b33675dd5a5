package dev.telegramlake.compaction;

import java.io.Serial;

/// The function's time is nearly over. What was not committed is left to the next run.
final class OutOfTimeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    OutOfTimeException(String message) {
        super(message);
    }
}
