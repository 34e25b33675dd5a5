package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.telegramlake.schema.ColumnType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Takes one number, string or boolean.
record ScalarCapture(ColumnType type, int slot, int rank) implements Capture {
    @Override
    public boolean read(JsonParser parser, Row row) throws IOException {
        Object value = value(parser, type);
        if (value == null) {
            return false;
        }
        row.set(slot, rank, value);
        return true;
    }

    /// The value that the parser stands on as Long, Boolean or String; null when it has another type or is out of
    /// range.
    ///
    /// @param type of the value itself, not of a list
    static @Nullable Object value(JsonParser parser, ColumnType type) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (type) {
            case BIGINT -> integer(parser, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BOOLEAN -> token.isBoolean() ? (Boolean) parser.getBooleanValue() : null;
            case STRING -> token == JsonToken.VALUE_STRING ? Text.wellFormed(parser.getText()) : null;
            case TIMESTAMP, STRINGS, BIGINTS, INTS ->
                throw new IllegalArgumentException("No field is a scalar of type " + type);
        };
    }

    /// The integer that the parser stands on; null when it is none, or not within the bounds.
    static @Nullable Long integer(JsonParser parser, long least, long greatest) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return null;
        }
        long value = parser.getLongValue();
        return value < least || value > greatest ? null : value;
    }
}
