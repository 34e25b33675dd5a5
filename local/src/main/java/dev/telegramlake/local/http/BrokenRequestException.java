package dev.telegramlake.local.http;

import java.io.Serial;

/// A request did not come to its end, or is not HTTP. Nobody but its sender is at fault.
public final class BrokenRequestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public BrokenRequestException(Exception cause) {
        super(cause);
    }
}
