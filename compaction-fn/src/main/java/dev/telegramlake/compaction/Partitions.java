package dev.telegramlake.compaction;

import dev.telegramlake.schema.UpdatesTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The table's partitions in the catalog. Every statement can be run again without harm. The statements' database is
/// that of the settings.
final class Partitions {
    /// Partitions of one statement; the statement stays far below Athena's limit of 262,144 bytes.
    private static final int MOST_AT_ONCE = 500;

    private final AthenaStatements athena;
    private final LakeBucket bucket;
    private final String table;

    Partitions(AthenaStatements athena, LakeBucket bucket, CompactionSettings settings) {
        this.athena = athena;
        this.bucket = bucket;
        this.table = settings.table();
    }

    /// Registers what is missing; those that are there stay where they are.
    ///
    /// @param locations prefix of each day's folder
    void add(Map<LocalDate, String> locations, Deadline deadline) {
        Iterator<Map.Entry<LocalDate, String>> left = locations.entrySet().iterator();
        while (left.hasNext()) {
            List<String> clauses = new ArrayList<>();
            while (left.hasNext() && clauses.size() < MOST_AT_ONCE) {
                Map.Entry<LocalDate, String> next = left.next();
                clauses.add("%s LOCATION '%s'".formatted(partition(next.getKey()), bucket.uri(next.getValue())));
            }
            athena.run(
                    clauses.stream()
                            .collect(Collectors.joining(" ", "ALTER TABLE " + table + " ADD IF NOT EXISTS ", "")),
                    deadline);
        }
    }

    /// Switches a partition that is registered: queries planned from here on read the other folder.
    void setLocation(LocalDate day, String prefix, Deadline deadline) {
        athena.run(
                "ALTER TABLE %s %s SET LOCATION '%s'".formatted(table, partition(day), bucket.uri(prefix)), deadline);
    }

    /// Registers the days that have landing files and no partition.
    void repair(Deadline deadline) {
        athena.run("MSCK REPAIR TABLE " + table, deadline);
    }

    private static String partition(LocalDate day) {
        return "PARTITION (%s = '%s')".formatted(UpdatesTable.PARTITION_KEY, day);
    }
}
