package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import dev.telegramlake.schema.ColumnType;
import java.io.IOException;
import java.util.ArrayList;

/// Adds one value to a list.
///
/// @param type  of the list
/// @param begun whether an array above the value begins the list; else each value is a list of its own
record ListCapture(ColumnType type, int slot, int rank, boolean begun) implements Capture {
    /// Starts the list: an array without elements is a value too. A vote that was withdrawn has no options.
    void begin(Row row) {
        row.set(slot, rank, new ArrayList<>());
    }

    @Override
    public boolean read(JsonParser parser, Row row) throws IOException {
        Object value = ScalarCapture.value(parser, elementType());
        if (value == null) {
            return false;
        }
        if (!begun) {
            begin(row);
        }
        row.add(slot, rank, value);
        return true;
    }

    private ColumnType elementType() {
        return switch (type) {
            case STRINGS -> ColumnType.STRING;
            case BIGINTS -> ColumnType.BIGINT;
            case INTS -> ColumnType.INT;
            case BIGINT, INT, BOOLEAN, STRING, TIMESTAMP -> throw new IllegalArgumentException("No list: " + type);
        };
    }
}
