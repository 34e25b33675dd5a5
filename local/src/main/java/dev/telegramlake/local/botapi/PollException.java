package dev.telegramlake.local.botapi;

import java.io.Serial;

/// Polling cannot go on. The message is for the person at the terminal.
public final class PollException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    PollException(String message) {
        super(message);
    }
}
