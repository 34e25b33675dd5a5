package dev.telegramlake.local.athena.ddl;

import static java.util.stream.Collectors.joining;

import dev.telegramlake.local.athena.ddl.HiveDdl.ColumnDefinition;
import dev.telegramlake.local.athena.ddl.HiveDdl.FileFormat;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionAt;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionSpec;
import dev.telegramlake.local.athena.ddl.HiveDdl.TableName;
import java.util.List;

/// Writes a statement out, every name in quotes.
final class HiveDdlText {
    private HiveDdlText() {}

    static String of(HiveDdl statement) {
        return switch (statement) {
            case HiveDdl.CreateDatabase create ->
                "CREATE DATABASE " + ifNotExists(create.ifNotExists()) + name(create.name());
            case HiveDdl.CreateTable create -> createTable(create);
            case HiveDdl.AddColumns add -> alter(add.table()) + "ADD COLUMNS " + columns(add.columns());
            case HiveDdl.DropTable drop -> "DROP TABLE " + ifExists(drop.ifExists()) + table(drop.table());
            case HiveDdl.RepairTable repair -> "MSCK REPAIR TABLE " + table(repair.table());
            case HiveDdl.AddPartitions add ->
                alter(add.table())
                        + "ADD "
                        + ifNotExists(add.ifNotExists())
                        + add.partitions().stream()
                                .map(HiveDdlText::partitionAt)
                                .collect(joining(" "));
            case HiveDdl.SetLocation set ->
                alter(set.table()) + partition(set.partition()) + " SET LOCATION " + string(set.location());
            case HiveDdl.DropPartitions drop ->
                alter(drop.table())
                        + "DROP "
                        + ifExists(drop.ifExists())
                        + drop.partitions().stream().map(HiveDdlText::partition).collect(joining(", "));
            case HiveDdl.ShowPartitions show -> "SHOW PARTITIONS " + table(show.table());
            case HiveDdl.ShowCreateTable show -> "SHOW CREATE TABLE " + table(show.table());
            case HiveDdl.Describe describe -> "DESCRIBE " + table(describe.table());
        };
    }

    private static String createTable(HiveDdl.CreateTable create) {
        return "CREATE EXTERNAL TABLE " + ifNotExists(create.ifNotExists()) + table(create.table())
                + columns(create.columns())
                + create.comment().map(comment -> " COMMENT " + string(comment)).orElse("")
                + (create.partitionedBy().isEmpty() ? "" : " PARTITIONED BY " + columns(create.partitionedBy()))
                + (create.format() == FileFormat.PARQUET
                        ? " STORED AS PARQUET"
                        : " ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'")
                + " LOCATION " + string(create.location());
    }

    private static String alter(TableName table) {
        return "ALTER TABLE " + table(table) + " ";
    }

    private static String partitionAt(PartitionAt at) {
        return partition(at.partition())
                + at.location().map(location -> " LOCATION " + string(location)).orElse("");
    }

    private static String ifExists(boolean yes) {
        return yes ? "IF EXISTS " : "";
    }

    private static String ifNotExists(boolean yes) {
        return yes ? "IF NOT EXISTS " : "";
    }

    private static String table(TableName table) {
        return table.database().map(database -> name(database) + ".").orElse("") + name(table.name());
    }

    private static String columns(List<ColumnDefinition> columns) {
        return columns.stream()
                .map(column -> name(column.name()) + " " + column.type().hive()
                        + column.comment()
                                .map(comment -> " COMMENT " + string(comment))
                                .orElse(""))
                .collect(joining(", ", "(", ")"));
    }

    private static String partition(PartitionSpec partition) {
        return partition.values().entrySet().stream()
                .map(value -> name(value.getKey()) + " = " + string(value.getValue()))
                .collect(joining(", ", "PARTITION (", ")"));
    }

    private static String name(String name) {
        return "`" + name + "`";
    }

    private static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
