package dev.telegramlake.analytics.athena;

import java.io.Serial;

/// Athena did not answer. The message is Athena's reason.
public final class QueryFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public QueryFailedException(String message) {
        super(message);
    }
}
