package dev.telegramlake.transform;

import java.io.Serial;

/// A record that is no update. The message says why, without any of the record's text.
final class BadRecordException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BadRecordException(String reason) {
        super(reason);
    }
}
