package dev.telegramlake.local.athena.ddl;

import dev.telegramlake.local.athena.ddl.HiveDdl.ColumnDefinition;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionAt;
import dev.telegramlake.local.athena.ddl.HiveDdl.TableName;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.ResultSink;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.trino.TrinoQueryException;
import io.trino.metastore.Column;
import io.trino.metastore.Database;
import io.trino.metastore.HiveMetastore;
import io.trino.metastore.HiveType;
import io.trino.metastore.Table;
import io.trino.spi.security.PrincipalType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/// Runs DDL: partitions on the metastore that Trino shares, tables by Trino itself.
public final class HiveDdlRunner {
    private final EmbeddedTrino trino;
    private final HiveMetastore metastore;
    private final Partitions partitions;

    public HiveDdlRunner(EmbeddedTrino trino, S3Client s3) {
        this.trino = trino;
        this.metastore = trino.metastore();
        this.partitions = new Partitions(metastore, s3);
    }

    /// Runs a statement, and returns the lines that it prints.
    ///
    /// @param database for names without one
    /// @throws DdlException        what Athena's DDL refuses
    /// @throws TrinoQueryException what Trino refuses
    public List<String> run(HiveDdl statement, String database) throws DdlException, TrinoQueryException, IOException {
        return switch (statement) {
            case HiveDdl.CreateDatabase create -> createDatabase(create);
            case HiveDdl.CreateTable create -> createTable(create, database);
            case HiveDdl.AddColumns add -> addColumns(add, database);
            case HiveDdl.DropTable drop -> dropTable(drop, database);
            case HiveDdl.RepairTable repair -> partitions.repair(table(repair.table(), database));
            case HiveDdl.AddPartitions add -> {
                Table table = table(add.table(), database);
                for (PartitionAt partition : add.partitions()) {
                    partitions.add(table, partition, add.ifNotExists());
                }
                yield List.of();
            }
            case HiveDdl.SetLocation set -> {
                partitions.setLocation(table(set.table(), database), set.partition(), set.location());
                yield List.of();
            }
            case HiveDdl.DropPartitions drop -> {
                Table table = table(drop.table(), database);
                for (HiveDdl.PartitionSpec partition : drop.partitions()) {
                    partitions.drop(table, partition, drop.ifExists());
                }
                yield List.of();
            }
            case HiveDdl.ShowPartitions show -> partitions.names(table(show.table(), database));
            case HiveDdl.ShowCreateTable show -> showCreateTable(table(show.table(), database));
            case HiveDdl.Describe describe -> describe(table(describe.table(), database));
        };
    }

    private List<String> createDatabase(HiveDdl.CreateDatabase create) throws DdlException {
        if (metastore.getDatabase(create.name()).isPresent()) {
            if (create.ifNotExists()) {
                return List.of();
            }
            throw new DdlException("FAILED: Execution Error, return code 1 from"
                    + " org.apache.hadoop.hive.ql.exec.DDLTask. Database %s already exists".formatted(create.name()));
        }
        metastore.createDatabase(Database.builder()
                .setDatabaseName(create.name())
                .setOwnerName(Optional.of("telegram-lake"))
                .setOwnerType(Optional.of(PrincipalType.USER))
                .build());
        return List.of();
    }

    private List<String> createTable(HiveDdl.CreateTable create, String database)
            throws DdlException, TrinoQueryException, IOException {
        String schema = create.table().database().orElse(database);
        if (metastore.getTable(schema, create.table().name()).isPresent()) {
            if (create.ifNotExists()) {
                return List.of();
            }
            throw new DdlException("FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask."
                    + " AlreadyExistsException(message:Table %s already exists)"
                            .formatted(create.table().name()));
        }
        String columns = Stream.concat(create.columns().stream(), create.partitionedBy().stream())
                .map(HiveDdlRunner::trinoColumn)
                .collect(Collectors.joining(", "));
        String keys = create.partitionedBy().stream()
                .map(key -> "'" + key.name() + "'")
                .collect(Collectors.joining(", "));
        String partitionedBy = keys.isEmpty() ? "" : ", partitioned_by = ARRAY[" + keys + "]";
        String comment =
                create.comment().map(words -> " COMMENT " + quoted(words)).orElse("");
        trino("CREATE TABLE \"%s\".\"%s\" (%s)%s WITH (external_location = %s, format = '%s'%s)"
                .formatted(
                        schema,
                        create.table().name(),
                        columns,
                        comment,
                        quoted(create.location()),
                        create.format(),
                        partitionedBy));
        return List.of();
    }

    private static String trinoColumn(ColumnDefinition column) {
        return "\"%s\" %s%s"
                .formatted(
                        column.name(),
                        column.type().trino(),
                        column.comment()
                                .map(words -> " COMMENT " + quoted(words))
                                .orElse(""));
    }

    private List<String> addColumns(HiveDdl.AddColumns add, String database) throws DdlException {
        Table table = table(add.table(), database);
        for (ColumnDefinition column : add.columns()) {
            metastore.addColumn(
                    table.getDatabaseName(),
                    table.getTableName(),
                    column.name(),
                    HiveType.valueOf(column.type().hive()),
                    column.comment().orElse(""));
        }
        return List.of();
    }

    private List<String> dropTable(HiveDdl.DropTable drop, String database) throws DdlException {
        String schema = drop.table().database().orElse(database);
        if (metastore.getTable(schema, drop.table().name()).isEmpty() && drop.ifExists()) {
            return List.of();
        }
        Table table = table(drop.table(), database);
        // the file metastore would keep them, and give them to a table that is made again under this name
        partitions.dropAll(table);
        metastore.dropTable(table.getDatabaseName(), table.getTableName(), false);
        return List.of();
    }

    private static List<String> describe(Table table) {
        List<String> lines = new ArrayList<>();
        table.getDataColumns().forEach(column -> lines.add(line(column)));
        table.getPartitionColumns().forEach(column -> lines.add(line(column)));
        if (!table.getPartitionColumns().isEmpty()) {
            lines.addAll(List.of("", "# Partition Information", "# col_name\tdata_type\tcomment", ""));
            table.getPartitionColumns().forEach(column -> lines.add(line(column)));
        }
        return lines;
    }

    private static String line(Column column) {
        return "%-20s\t%-20s\t%s"
                .formatted(
                        column.getName(), column.getType(), column.getComment().orElse(""));
    }

    private static List<String> showCreateTable(Table table) {
        String keys = table.getPartitionColumns().stream()
                .map(HiveDdlRunner::hiveColumn)
                .collect(Collectors.joining(", \n"));
        String ddl =
                "CREATE EXTERNAL TABLE `%s.%s`(\n%s)\n%sROW FORMAT SERDE \n  '%s'\nSTORED AS INPUTFORMAT \n  '%s'\nOUTPUTFORMAT \n  '%s'\nLOCATION\n  '%s'"
                        .formatted(
                                table.getDatabaseName(),
                                table.getTableName(),
                                table.getDataColumns().stream()
                                        .map(HiveDdlRunner::hiveColumn)
                                        .collect(Collectors.joining(", \n")),
                                keys.isEmpty() ? "" : "PARTITIONED BY ( \n" + keys + ")\n",
                                table.getStorage().getStorageFormat().getSerde(),
                                table.getStorage().getStorageFormat().getInputFormat(),
                                table.getStorage().getStorageFormat().getOutputFormat(),
                                table.getStorage().getLocation());
        return ddl.lines().toList();
    }

    private static String hiveColumn(Column column) {
        return "  `%s` %s%s"
                .formatted(
                        column.getName(),
                        column.getType(),
                        column.getComment()
                                .map(words -> " COMMENT " + quoted(words))
                                .orElse(""));
    }

    private Table table(TableName name, String database) throws DdlException {
        String schema = name.database().orElse(database);
        return metastore
                .getTable(schema, name.name())
                .orElseThrow(() -> new DdlException("FAILED: SemanticException [Error 10001]: Table not found %s.%s"
                        .formatted(schema, name.name())));
    }

    private void trino(String sql) throws TrinoQueryException, IOException {
        try (TrinoQuery query = trino.execute(sql, "default")) {
            query.read(ResultSink.NONE);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
