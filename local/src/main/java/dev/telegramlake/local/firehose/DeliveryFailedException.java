package dev.telegramlake.local.firehose;

import java.io.Serial;

/// What is buffered could not be delivered now. It stays in the journal and is tried again.
public final class DeliveryFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    DeliveryFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
