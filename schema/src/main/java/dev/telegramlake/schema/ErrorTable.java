package dev.telegramlake.schema;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of Firehose's error outputs as a table: a line of JSON a failed record. View `failed_updates` is both together.
///
/// The columns are the members that Firehose writes, in lower case. The files are read with [#SERDE].
///
/// @param prefix  of the folder in the bucket
/// @param columns type by name, in the table's order
public record ErrorTable(String name, String prefix, Map<String, ColumnType> columns) {
    /// What reads the lines.
    public static final String SERDE = "org.openx.data.jsonserde.JsonSerDe";

    /// What the transform function could not make a row of; `rawdata` is the record as received, in base64.
    public static final ErrorTable PROCESSING_FAILED = new ErrorTable(
            "processing_failed",
            Lake.ERRORS_PREFIX + "processing-failed/",
            columns("rawdata", "errorcode", "errormessage", "attemptsmade", "arrivaltimestamp", "lambdaarn"));

    /// What did not fit the table; `rawdata` is the row that the function made, in base64.
    public static final ErrorTable FORMAT_CONVERSION_FAILED = new ErrorTable(
            "format_conversion_failed",
            Lake.ERRORS_PREFIX + "format-conversion-failed/",
            columns("rawdata", "lasterrorcode", "lasterrormessage", "attemptsmade", "arrivaltimestamp"));

    public static final List<ErrorTable> ALL = List.of(PROCESSING_FAILED, FORMAT_CONVERSION_FAILED);

    public ErrorTable {
        requireNonNull(name, "name is null");
        requireNonNull(prefix, "prefix is null");
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    private static Map<String, ColumnType> columns(String... names) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(
                    name,
                    switch (name) {
                        case "attemptsmade" -> ColumnType.INT;
                        case "arrivaltimestamp" -> ColumnType.BIGINT;
                        default -> ColumnType.STRING;
                    });
        }
        return columns;
    }
}
