package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes an array of objects, each as one value. An array without elements is a value too.
record ObjectsCapture(Element element, int slot, int rank) implements Capture {
    /// Reads one of the objects.
    @FunctionalInterface
    interface Element {
        /// Called on the start of an object, leaves the parser on its end. Gives null when the object is none
        /// of those expected.
        @Nullable
        Object read(JsonParser parser) throws IOException;
    }

    static Capture.Factory of(Element element) {
        return (slot, rank) -> new ObjectsCapture(element, slot, rank);
    }

    @Override
    public boolean read(JsonParser parser, Row row) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        boolean fits = true;
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = parser.currentToken() == JsonToken.START_OBJECT ? element.read(parser) : null;
            if (value == null) {
                fits = false;
                parser.skipChildren();
            } else {
                values.add(value);
            }
        }
        row.set(slot, rank, values);
        return fits;
    }
}
