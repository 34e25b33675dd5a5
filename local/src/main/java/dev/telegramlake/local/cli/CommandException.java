package dev.telegramlake.local.cli;

import java.io.Serial;

/// A query or another request that the pipeline did not answer. The message is for the person at the terminal.
final class CommandException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }
}
