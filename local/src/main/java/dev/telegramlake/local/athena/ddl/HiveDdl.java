package dev.telegramlake.local.athena.ddl;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A statement of [Athena's DDL](https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html).
public sealed interface HiveDdl {
    /// A table as a statement names it.
    ///
    /// @param database empty: the query's own
    record TableName(Optional<String> database, String name) {}

    record ColumnDefinition(String name, HiveTypeName type, Optional<String> comment) {}

    /// One partition: its key columns and their values, in the table's order.
    record PartitionSpec(Map<String, String> values) {}

    record PartitionAt(PartitionSpec partition, Optional<String> location) {}

    /// How files of a table are read.
    enum FileFormat {
        PARQUET,
        OPENX_JSON
    }

    record CreateDatabase(String name, boolean ifNotExists) implements HiveDdl {}

    record CreateTable(
            TableName table,
            boolean ifNotExists,
            List<ColumnDefinition> columns,
            List<ColumnDefinition> partitionedBy,
            Optional<String> comment,
            FileFormat format,
            String location)
            implements HiveDdl {}

    record AddColumns(TableName table, List<ColumnDefinition> columns) implements HiveDdl {}

    record DropTable(TableName table, boolean ifExists) implements HiveDdl {}

    /// `MSCK REPAIR TABLE`: adds the partitions whose folders are there; drops none.
    record RepairTable(TableName table) implements HiveDdl {}

    record AddPartitions(TableName table, boolean ifNotExists, List<PartitionAt> partitions) implements HiveDdl {}

    record SetLocation(TableName table, PartitionSpec partition, String location) implements HiveDdl {}

    record DropPartitions(TableName table, boolean ifExists, List<PartitionSpec> partitions) implements HiveDdl {}

    record ShowPartitions(TableName table) implements HiveDdl {}

    record ShowCreateTable(TableName table) implements HiveDdl {}

    record Describe(TableName table) implements HiveDdl {}
}
