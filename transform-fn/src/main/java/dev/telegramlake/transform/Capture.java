package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/// Takes a value that a column or a rule wants out of the stream.
@FunctionalInterface
interface Capture {
    /// Called with the parser on the first token of a value that is not null; leaves it on the value's last token.
    /// A value of another type than expected is noted with [Row#mismatch] and skipped.
    void read(JsonParser parser, Row row) throws IOException;
}
