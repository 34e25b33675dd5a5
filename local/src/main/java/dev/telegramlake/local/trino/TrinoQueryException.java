package dev.telegramlake.local.trino;

import java.io.Serial;

/// Trino refused or failed a query.
public final class TrinoQueryException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String errorName;
    private final boolean userError;

    public TrinoQueryException(String errorName, boolean userError, String message) {
        super(message);
        this.errorName = errorName;
        this.userError = userError;
    }

    /// Trino's name of the error, for example `SYNTAX_ERROR` or `COLUMN_NOT_FOUND`.
    public String errorName() {
        return errorName;
    }

    /// Whether the query is to blame, not the engine.
    public boolean isUserError() {
        return userError;
    }

    /// With position, for example `line 1:8: Column 'x' cannot be resolved`.
    public String message() {
        return String.valueOf(getMessage());
    }
}
