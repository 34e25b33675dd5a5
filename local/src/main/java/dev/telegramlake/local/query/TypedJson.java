package dev.telegramlake.local.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of a result as JSON that a chart can use: numbers as numbers, dates and times in ISO 8601.
final class TypedJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String WITH_ZONE = "with time zone";

    private TypedJson() {}

    /// @param value as [dev.telegramlake.local.trino.ResultSink] gets it
    /// @param type  as Trino writes it
    static JsonNode of(@Nullable Object value, String type) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Boolean truth -> JSON.booleanNode(truth);
            case Double number -> real(number);
            case Float number -> real(number.doubleValue());
            case Number number -> JSON.numberNode(number.longValue());
            case List<?> list -> array(list, type);
            case Map<?, ?> map -> object(map);
            default -> text(value.toString(), type);
        };
    }

    /// JSON has no infinity, and no number that is none.
    private static JsonNode real(double number) {
        return Double.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
    }

    private static ArrayNode array(List<?> list, String type) {
        String elements = type.startsWith("array(") ? type.substring("array(".length(), type.length() - 1) : "";
        ArrayNode array = JSON.arrayNode();
        list.forEach(element -> array.add(of(element, elements)));
        return array;
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, element) -> object.set(String.valueOf(key), of(element, "")));
        return object;
    }

    private static JsonNode text(String value, String type) {
        if (type.startsWith("decimal")) {
            return JSON.numberNode(new BigDecimal(value));
        }
        if (!type.startsWith("timestamp")) {
            return JSON.textNode(value);
        }
        if (!type.endsWith(WITH_ZONE)) {
            return JSON.textNode(value.replace(' ', 'T'));
        }
        int zone = value.lastIndexOf(' ');
        LocalDateTime time = LocalDateTime.parse(value.substring(0, zone).replace(' ', 'T'));
        return JSON.textNode(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(ZoneId.of(value.substring(zone + 1)))));
    }
}
