package dev.telegramlake.local.athena;

import io.trino.client.Row;
import io.trino.client.RowField;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values and types as Athena prints them.
public final class AthenaValue {
    private static final Pattern TIMESTAMP = Pattern.compile("(\\S+ \\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d*))?(.*)");

    private AthenaValue() {}

    /// A value as it stands in the result file; null for null. Timestamps have milliseconds, whatever their
    /// precision.
    ///
    /// @param trinoType type of the value's column
    public static @Nullable String print(@Nullable Object value, String trinoType) {
        String printed = print(value);
        return printed != null && trinoType.startsWith("timestamp") ? withMillis(printed) : printed;
    }

    private static String withMillis(String timestamp) {
        Matcher parts = TIMESTAMP.matcher(timestamp);
        if (!parts.matches()) {
            return timestamp;
        }
        String fraction = parts.group(2) == null ? "" : parts.group(2);
        return parts.group(1) + "." + (fraction + "000").substring(0, 3) + parts.group(3);
    }

    private static @Nullable String print(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> hex(bytes);
            case List<?> list -> list.stream().map(AthenaValue::nested).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> nested(entry.getKey()) + "=" + nested(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Row row ->
                row.getFields().stream().map(AthenaValue::field).collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    private static String field(RowField field) {
        String value = nested(field.getValue());
        return field.getName().map(name -> name + "=" + value).orElse(value);
    }

    private static String nested(@Nullable Object value) {
        return String.valueOf(print(value));
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte octet : bytes) {
            text.append(text.isEmpty() ? "" : " ").append("%02x".formatted(octet));
        }
        return text.toString();
    }

    /// The name of a type without its parameters, for example `varchar` for `varchar(5)`.
    static String typeName(String trinoType) {
        if (trinoType.startsWith("timestamp") && trinoType.endsWith("with time zone")) {
            return "timestamp with time zone";
        }
        int parenthesis = trinoType.indexOf('(');
        return parenthesis < 0 ? trinoType : trinoType.substring(0, parenthesis);
    }

    /// Digits or characters, as the API's `Precision` gives them.
    static int precision(String trinoType) {
        return switch (typeName(trinoType)) {
            case "varchar", "char", "json" -> Integer.MAX_VALUE;
            case "bigint" -> 19;
            case "integer" -> 10;
            case "smallint" -> 5;
            case "tinyint" -> 3;
            case "double" -> 17;
            case "timestamp", "timestamp with time zone" -> 3;
            default -> 0;
        };
    }
}
