package dev.telegramlake.local.backfill;

import java.io.Serial;

/// An export that cannot be brought in. The message is for the person at the terminal.
public final class BackfillException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BackfillException(String message) {
        super(message);
    }
}
