package dev.telegramlake.local;

import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.ErrorTable;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Makes the database, the table `updates`, its partitions and the views, as the stack does in the Glue Data Catalog.
public final class UpdatesCatalog {
    private final Consumer<String> athena;

    /// @param athena runs a statement to its end
    UpdatesCatalog(Consumer<String> athena) {
        this.athena = athena;
    }

    /// Makes what is missing, the partition of the day included.
    void create(LocalDate today) {
        athena.accept("CREATE DATABASE IF NOT EXISTS " + UpdatesTable.DATABASE);
        athena.accept(createTable());
        addDay(today);
        ErrorTable.ALL.forEach(table -> athena.accept(createTable(table)));
        Catalog.views().values().forEach(athena);
    }

    /// Makes the partition of a day, so that its first file is seen at once.
    void addDay(LocalDate day) {
        athena.accept("ALTER TABLE %s.%s ADD IF NOT EXISTS PARTITION (%s = '%s')"
                .formatted(UpdatesTable.DATABASE, UpdatesTable.NAME, UpdatesTable.PARTITION_KEY, day));
    }

    /// The table, with the columns of the schema.
    public static String createTable() {
        return "CREATE EXTERNAL TABLE IF NOT EXISTS %s.%s (%s) PARTITIONED BY (%s %s) STORED AS PARQUET LOCATION 's3://%s/%s'"
                .formatted(
                        UpdatesTable.DATABASE,
                        UpdatesTable.NAME,
                        UpdatesTable.COLUMNS.stream()
                                .map(UpdatesCatalog::column)
                                .collect(Collectors.joining(", ")),
                        UpdatesTable.PARTITION_KEY,
                        UpdatesTable.PARTITION_KEY_TYPE,
                        Lake.BUCKET,
                        Lake.LANDING_PREFIX);
    }

    private static String createTable(ErrorTable table) {
        return "CREATE EXTERNAL TABLE IF NOT EXISTS %s.%s (%s) ROW FORMAT SERDE '%s' LOCATION 's3://%s/%s'"
                .formatted(
                        UpdatesTable.DATABASE,
                        table.name(),
                        table.columns().entrySet().stream()
                                .map(column -> column.getKey() + " "
                                        + column.getValue().glueName())
                                .collect(Collectors.joining(", ")),
                        ErrorTable.SERDE,
                        Lake.BUCKET,
                        table.prefix());
    }

    private static String column(Column column) {
        return "`%s` %s COMMENT '%s'"
                .formatted(
                        column.name(),
                        column.type().glueName(),
                        column.comment().replace("'", "''"));
    }
}
