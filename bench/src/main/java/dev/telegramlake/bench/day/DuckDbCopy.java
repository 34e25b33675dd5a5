package dev.telegramlake.bench.day;

import dev.telegramlake.bench.contest.OneRun;
import dev.telegramlake.local.deployment.SqlFile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;

/// DuckDB's one statement on files that are on the disk already, checking nothing: what a compaction with DuckDB cannot
/// be quicker than.
public final class DuckDbCopy {
    private DuckDbCopy() {}

    /// Arguments: pattern of the landing files, file to write, threads.
    public static void main(String[] arguments) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET threads = " + arguments[2]);
            OneRun.serve(() -> statement.execute(SqlFile.read(
                    DuckDbCopy.class, "duckdb-copy.sql", Map.of("in", arguments[0], "out", arguments[1]))));
        }
    }
}
