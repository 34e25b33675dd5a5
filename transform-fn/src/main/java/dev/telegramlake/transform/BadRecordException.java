package dev.telegramlake.transform;

import java.io.Serial;

/// A record that gives no row. The message says why, without any of the record's text.
final class BadRecordException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BadRecordException(String reason) {
        // Nobody reads its stack trace, and a batch may hold thousands.
        super(reason, null, false, false);
    }
}
