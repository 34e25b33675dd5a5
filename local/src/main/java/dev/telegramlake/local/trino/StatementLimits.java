package dev.telegramlake.local.trino;

import java.nio.charset.StandardCharsets;

/// What a statement may be, so that reading it takes no longer than running it: Trino's parser needs minutes for
/// thousands of parentheses in one another.
public final class StatementLimits {
    /// Bytes in UTF-8, as with
    /// [Athena](https://docs.aws.amazon.com/athena/latest/ug/service-limits.html).
    public static final int MAX_BYTES = 262_144;

    /// Brackets that are open at one time.
    public static final int MAX_DEPTH = 200;

    private StatementLimits() {}

    /// Looks at a statement in one pass.
    ///
    /// @throws TrinoQueryException naming the limit
    public static void require(String sql) throws TrinoQueryException {
        if (sql.length() > MAX_BYTES || sql.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused("A statement has %d bytes at most, but this one has more".formatted(MAX_BYTES));
        }
        int depth = 0;
        for (SqlScanner.Token token : SqlScanner.scan(sql)) {
            if (token.is('(') || token.is('[')) {
                depth++;
            } else if (token.is(')') || token.is(']')) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw refused("A statement has %d brackets in one another at most, but this one has more"
                        .formatted(MAX_DEPTH));
            }
        }
    }

    private static TrinoQueryException refused(String message) {
        return new TrinoQueryException("SYNTAX_ERROR", true, message);
    }
}
