package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.telegramlake.schema.ColumnType;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes one number, string or boolean into a slot: as its value, or at the end of its list.
///
/// @param rank place of this source among the slot's sources, 0 is the best
/// @param path for the count of values of a wrong type
record ScalarCapture(int slot, ColumnType type, int rank, String path) implements Capture {
    @Override
    public void read(JsonParser parser, Row row) throws IOException {
        Object value = scalar(parser);
        if (value == null) {
            row.mismatch(path);
            parser.skipChildren();
            return;
        }
        switch (type) {
            case STRINGS, BIGINTS, INTS -> {
                List<Object> list = row.list(slot, rank);
                if (list != null) {
                    list.add(value);
                }
            }
            case BIGINT, INT, BOOLEAN, STRING, TIMESTAMP -> row.set(slot, rank, value);
        }
    }

    /// The value as Long, Boolean or String; null when the token has another type or is out of range.
    private @Nullable Object scalar(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (type) {
            case BIGINT, BIGINTS ->
                token == JsonToken.VALUE_NUMBER_INT ? within(parser, Long.MIN_VALUE, Long.MAX_VALUE) : null;
            case INT, INTS ->
                token == JsonToken.VALUE_NUMBER_INT ? within(parser, Integer.MIN_VALUE, Integer.MAX_VALUE) : null;
            case BOOLEAN -> token.isBoolean() ? (Boolean) parser.getBooleanValue() : null;
            case STRING, STRINGS -> token == JsonToken.VALUE_STRING ? Text.wellFormed(parser.getText()) : null;
            case TIMESTAMP -> throw new IllegalStateException("No field is a timestamp: " + path);
        };
    }

    private static @Nullable Long within(JsonParser parser, long least, long greatest) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return null;
        }
        long value = parser.getLongValue();
        return value < least || value > greatest ? null : value;
    }
}
