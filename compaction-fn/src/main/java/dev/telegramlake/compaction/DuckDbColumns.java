package dev.telegramlake.compaction;

import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.ColumnType;
import dev.telegramlake.schema.UpdatesTable;
import java.util.stream.Collectors;

/// The table's columns as DuckDB has them.
public final class DuckDbColumns {
    private DuckDbColumns() {}

    /// For a SELECT: each column made the type that it is declared with, whatever its file has.
    public static String casts() {
        return UpdatesTable.COLUMNS.stream()
                .map(column -> "CAST(\"%s\" AS %s) AS \"%1$s\"".formatted(column.name(), type(column.type())))
                .collect(Collectors.joining(",\n        "));
    }

    /// For a CREATE TABLE.
    public static String definitions() {
        return UpdatesTable.COLUMNS.stream().map(DuckDbColumns::definition).collect(Collectors.joining(", "));
    }

    private static String definition(Column column) {
        return "\"%s\" %s".formatted(column.name(), type(column.type()));
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case BIGINT -> "BIGINT";
            case INT -> "INTEGER";
            case BOOLEAN -> "BOOLEAN";
            case STRING -> "VARCHAR";
            case TIMESTAMP -> "TIMESTAMP";
            case STRINGS -> "VARCHAR[]";
            case BIGINTS -> "BIGINT[]";
            case INTS -> "INTEGER[]";
        };
    }
}
