package dev.telegramlake.local;

import java.io.Serial;

/// The pipeline cannot start. The message is for the person at the terminal: what is wrong, and what to do.
public final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }
}
