package dev.telegramlake.analytics.report;

import java.io.Serial;

/// Athena did not answer a question. The message is Athena's reason.
public final class QueryFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    QueryFailedException(String message) {
        super(message);
    }
}
