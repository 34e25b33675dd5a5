package dev.telegramlake.compaction;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// A second table with the columns of `updates`, whose partitions are any folders: so that a statement can read a
/// day's landing files and its runs at once, wherever the partition of `updates` points to.
///
/// Its name ends in a checksum of the columns, so that a table from before a column was added is never used.
final class FolderTable {
    private static final String KEY = "folder";

    private final AthenaStatements athena;
    private final LakeBucket bucket;
    private final String name;

    FolderTable(AthenaStatements athena, LakeBucket bucket, CompactionSettings settings) {
        this.athena = athena;
        this.bucket = bucket;
        this.name = "%s_folders_%08x".formatted(settings.table(), checksum(columns()));
    }

    String name() {
        return name;
    }

    /// Makes the table where it is missing, and registers folders.
    ///
    /// @param folders prefix of each folder, by its name in the table
    void register(Map<String, String> folders, Deadline deadline) {
        athena.run(
                "CREATE EXTERNAL TABLE IF NOT EXISTS %s (%s) PARTITIONED BY (%s string) STORED AS PARQUET LOCATION '%s'"
                        .formatted(name, columns(), KEY, bucket.uri(Lake.COMPACTED_PREFIX)),
                deadline);
        List<String> clauses = new ArrayList<>();
        folders.forEach(
                (folder, prefix) -> clauses.add("%s LOCATION '%s'".formatted(partition(folder), bucket.uri(prefix))));
        athena.run("ALTER TABLE %s ADD IF NOT EXISTS %s".formatted(name, String.join(" ", clauses)), deadline);
    }

    /// Forgets folders; their files stay.
    void forget(List<String> folders, Deadline deadline) {
        String partitions = folders.stream().map(FolderTable::partition).collect(Collectors.joining(", "));
        athena.run("ALTER TABLE %s DROP IF EXISTS %s".formatted(name, partitions), deadline);
    }

    private static String partition(String folder) {
        return "PARTITION (%s = '%s')".formatted(KEY, folder);
    }

    private static String columns() {
        return UpdatesTable.COLUMNS.stream()
                .map(column -> "`%s` %s".formatted(column.name(), column.type().glueName()))
                .collect(Collectors.joining(", "));
    }

    private static long checksum(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
