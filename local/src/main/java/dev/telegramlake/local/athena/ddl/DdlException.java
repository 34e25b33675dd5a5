package dev.telegramlake.local.athena.ddl;

import java.io.Serial;

/// A statement that cannot be parsed or run. The message is what Athena gives as the reason.
public final class DdlException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public DdlException(String message) {
        super(message);
    }

    /// Never null, unlike [Throwable#getMessage()] in general.
    public String message() {
        return String.valueOf(getMessage());
    }
}
