package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/// Takes a value that a column or a rule wants out of the stream.
@FunctionalInterface
interface Capture {
    /// Called with the parser on the first token of a value that is not null.
    ///
    /// @return false when the value, or one in it, has another type than expected. What the parser has not passed
    ///         of it is skipped by the caller
    boolean read(JsonParser parser, Row row) throws IOException;

    /// Makes the capture that fills a slot.
    @FunctionalInterface
    interface Factory {
        /// The slot, and the place of the source among the slot's sources, 0 is the best.
        Capture into(int slot, int rank);
    }
}
