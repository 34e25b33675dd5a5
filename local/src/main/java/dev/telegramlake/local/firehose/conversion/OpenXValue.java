package dev.telegramlake.local.firehose.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.ColumnType;
import io.airlift.slice.Slice;
import io.airlift.slice.Slices;
import io.trino.spi.block.Block;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.type.Type;
import io.trino.spi.type.TypeUtils;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// One JSON value as a column's type wants it, with what the OpenX JSON SerDe forgives: numbers in quotes, a single
/// value where an array belongs, JSON where a string belongs. What does not fit is an [IllegalArgumentException]; it
/// is never made null or cut to size.
final class OpenXValue {
    /// Longer numbers fit no column; they are not even computed.
    private static final int MAX_DIGITS = 100;

    private OpenXValue() {}

    /// @param value not null, neither in Java nor in JSON
    static Object decode(JsonNode value, ColumnType type) {
        return switch (type) {
            case BIGINT -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BOOLEAN -> bool(value);
            case STRING -> string(value);
            case TIMESTAMP -> OpenXTimestamp.parse(scalar(value));
            case STRINGS -> array(value, ColumnType.STRING);
            case BIGINTS -> array(value, ColumnType.BIGINT);
            case INTS -> array(value, ColumnType.INT);
        };
    }

    private static long integer(JsonNode value, long min, long max) {
        if (value.isBoolean()) {
            throw wrong(value.asText());
        }
        String text = scalar(value);
        long number;
        try {
            BigDecimal exact = new BigDecimal(text.strip());
            if (Math.abs((long) exact.precision() - exact.scale()) > MAX_DIGITS) {
                throw new ArithmeticException("far out of range");
            }
            number = exact.longValueExact();
        } catch (ArithmeticException | NumberFormatException notAnInteger) {
            throw new IllegalArgumentException(wrong(text).getMessage(), notAnInteger);
        }
        if (number < min || number > max) {
            throw wrong(text);
        }
        return number;
    }

    private static boolean bool(JsonNode value) {
        String text = scalar(value);
        if (!value.isNumber() && text.equalsIgnoreCase("true")) {
            return true;
        }
        if (!value.isNumber() && text.equalsIgnoreCase("false")) {
            return false;
        }
        throw wrong(text);
    }

    private static Slice string(JsonNode value) {
        return Slices.utf8Slice(
                value.isValueNode() ? value.asText() : lowerCaseKeys(value).toString());
    }

    private static Block array(JsonNode value, ColumnType elementType) {
        List<JsonNode> elements = value instanceof ArrayNode array
                ? List.copyOf(array.valueStream().toList())
                : List.of(value);
        Type type = ColumnTypes.of(elementType);
        BlockBuilder builder = type.createBlockBuilder(null, elements.size());
        for (JsonNode element : elements) {
            TypeUtils.writeNativeValue(type, builder, element.isNull() ? null : decode(element, elementType));
        }
        return builder.build();
    }

    /// The text of a string, a number or a boolean.
    private static String scalar(JsonNode value) {
        if (!value.isValueNode()) {
            throw new IllegalArgumentException(value.isArray() ? "A JSON array" : "A JSON object");
        }
        return value.asText();
    }

    private static JsonNode lowerCaseKeys(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode lowered = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field ->
                            lowered.set(field.getKey().toLowerCase(Locale.ROOT), lowerCaseKeys(field.getValue())));
            return lowered;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode lowered = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> lowered.add(lowerCaseKeys(element)));
            return lowered;
        }
        return value;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("For input string: \"%s\"".formatted(text));
    }
}
