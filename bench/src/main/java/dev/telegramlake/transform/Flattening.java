package dev.telegramlake.transform;

import java.io.IOException;
import org.jspecify.annotations.NullMarked;

/// The flattening for a measurement: in its package, because the function shows it to nobody.
@NullMarked
public final class Flattening {
    private final UpdateFlattener flattener = new UpdateFlattener();

    /// The row of an update, JSON in UTF-8.
    public byte[] row(byte[] update, long arrivalMillis) throws IOException {
        try {
            return flattener.flatten(update, arrivalMillis).json();
        } catch (BadRecordException bad) {
            throw new IOException(bad);
        }
    }
}
