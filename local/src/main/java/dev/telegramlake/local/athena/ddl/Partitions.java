package dev.telegramlake.local.athena.ddl;

import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionAt;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionSpec;
import io.trino.metastore.Column;
import io.trino.metastore.HiveMetastore;
import io.trino.metastore.Partition;
import io.trino.metastore.PartitionStatistics;
import io.trino.metastore.PartitionWithStatistics;
import io.trino.metastore.Table;
import io.trino.spi.TrinoException;
import io.trino.spi.predicate.TupleDomain;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;

/// The partitions of a table in the metastore. Each change is one call, which no query sees half-done.
final class Partitions {
    private final HiveMetastore metastore;
    private final S3Client s3;

    Partitions(HiveMetastore metastore, S3Client s3) {
        this.metastore = metastore;
        this.s3 = s3;
    }

    /// Names such as `dt=2026-11-23`, in order.
    List<String> names(Table table) {
        List<String> keys =
                table.getPartitionColumns().stream().map(Column::getName).toList();
        return metastore
                .getPartitionNamesByFilter(table.getDatabaseName(), table.getTableName(), keys, TupleDomain.all())
                .orElse(List.of())
                .stream()
                .sorted()
                .toList();
    }

    void add(Table table, PartitionAt wanted, boolean ifNotExists) throws DdlException {
        List<String> values = values(table, wanted.partition());
        if (metastore.getPartition(table, values).isPresent()) {
            if (ifNotExists) {
                return;
            }
            throw exists(table, values);
        }
        String location = wanted.location().orElseGet(() -> defaultLocation(table, values));
        try {
            metastore.addPartitions(
                    table.getDatabaseName(), table.getTableName(), List.of(partition(table, values, location)));
        } catch (TrinoException failure) {
            if (metastore.getPartition(table, values).isEmpty()) {
                throw failure;
            }
            if (!ifNotExists) {
                throw exists(table, values);
            }
        }
    }

    void setLocation(Table table, PartitionSpec spec, String location) throws DdlException {
        List<String> values = existing(table, spec);
        metastore.alterPartition(table.getDatabaseName(), table.getTableName(), partition(table, values, location));
    }

    void drop(Table table, PartitionSpec spec, boolean ifExists) throws DdlException {
        List<String> values = values(table, spec);
        if (ifExists && metastore.getPartition(table, values).isEmpty()) {
            return;
        }
        metastore.dropPartition(table.getDatabaseName(), table.getTableName(), existing(table, spec), false);
    }

    void dropAll(Table table) {
        for (String name : names(table)) {
            metastore.dropPartition(
                    table.getDatabaseName(),
                    table.getTableName(),
                    io.trino.metastore.Partitions.toPartitionValues(name),
                    false);
        }
    }

    /// Adds the partitions whose folders lie in the table's location.
    List<String> repair(Table table) throws DdlException {
        List<String> missing = new ArrayList<>();
        List<String> known = names(table);
        for (String folder : folders(table)) {
            if (!known.contains(folder)) {
                missing.add(folder);
            }
        }
        List<String> lines = new ArrayList<>();
        if (!missing.isEmpty()) {
            lines.add("Partitions not in metastore:\t" + String.join("\t", prefixed(table, missing)));
        }
        for (String folder : missing) {
            String value = folder.substring(folder.indexOf('=') + 1);
            metastore.addPartitions(
                    table.getDatabaseName(),
                    table.getTableName(),
                    List.of(partition(table, List.of(value), defaultLocation(table, List.of(value)))));
            lines.add("Repair: Added partition to metastore " + table.getTableName() + ":" + folder);
        }
        return lines;
    }

    private static List<String> prefixed(Table table, List<String> folders) {
        return folders.stream()
                .map(folder -> table.getTableName() + ":" + folder)
                .toList();
    }

    /// Folders of the form `key=value` for a table with one partition key.
    private List<String> folders(Table table) throws DdlException {
        if (table.getPartitionColumns().size() != 1) {
            throw new DdlException("FAILED: MSCK REPAIR TABLE is for tables with one partition key here");
        }
        String key = table.getPartitionColumns().getFirst().getName() + "=";
        URI location = URI.create(withSlash(table.getStorage().getLocation()));
        String prefix = location.getPath().substring(1);
        return s3
                .listObjectsV2Paginator(
                        list -> list.bucket(location.getHost()).prefix(prefix).delimiter("/"))
                .stream()
                .flatMap(page -> page.commonPrefixes().stream())
                .map(CommonPrefix::prefix)
                .map(folder -> folder.substring(prefix.length(), folder.length() - 1))
                .filter(folder -> folder.startsWith(key))
                .toList();
    }

    private List<String> existing(Table table, PartitionSpec spec) throws DdlException {
        List<String> values = values(table, spec);
        Optional<Partition> partition = metastore.getPartition(table, values);
        if (partition.isEmpty()) {
            throw new DdlException(
                    "FAILED: SemanticException [Error 10006]: Partition not found %s".formatted(spec.values()));
        }
        return values;
    }

    private static List<String> values(Table table, PartitionSpec spec) throws DdlException {
        List<String> values = new ArrayList<>();
        for (Column key : table.getPartitionColumns()) {
            String value = spec.values().get(key.getName());
            if (value == null
                    || spec.values().size() != table.getPartitionColumns().size()) {
                throw new DdlException("FAILED: SemanticException: the partition must name %s and nothing else"
                        .formatted(table.getPartitionColumns().stream()
                                .map(Column::getName)
                                .toList()));
            }
            values.add(value);
        }
        return values;
    }

    private static PartitionWithStatistics partition(Table table, List<String> values, String location) {
        Partition partition = Partition.builder()
                .setDatabaseName(table.getDatabaseName())
                .setTableName(table.getTableName())
                .setColumns(table.getDataColumns())
                .setValues(values)
                .withStorage(
                        storage -> storage.setStorageFormat(table.getStorage().getStorageFormat())
                                .setSerdeParameters(table.getStorage().getSerdeParameters())
                                .setLocation(location))
                .build();
        return new PartitionWithStatistics(partition, name(table, values), PartitionStatistics.empty());
    }

    private static String name(Table table, List<String> values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            parts.add(table.getPartitionColumns().get(i).getName() + "=" + values.get(i));
        }
        return String.join("/", parts);
    }

    private static String defaultLocation(Table table, List<String> values) {
        return withSlash(table.getStorage().getLocation()) + name(table, values) + "/";
    }

    private static String withSlash(String location) {
        return location.endsWith("/") ? location : location + "/";
    }

    private static DdlException exists(Table table, List<String> values) {
        return new DdlException("FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask."
                + " AlreadyExistsException(message:Partition already exists: %s)".formatted(name(table, values)));
    }
}
