package dev.telegramlake.bench;

import dev.telegramlake.local.deployment.SqlFile;
import dev.telegramlake.schema.Lake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Peak memory of a compaction of 3 million rows: the function's, told that it has 2,048 MB, and that of the other
/// ways.
///
/// Arguments: rows (3000000), heap of the peers that keep rows in it (4g).
public final class CompactionMemory {
    private static final int ROWS_A_FILE = 10_000;
    private static final long GOAL_MEGABYTES = 1_500;

    private CompactionMemory() {}

    /// Lands the day, compacts it in each way once, and prints what that took.
    public static void main(String[] arguments) {
        try (DayContest contest = new DayContest()) {
            int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3_000_000;
            String heap = "-Xmx" + (arguments.length > 1 ? arguments[1] : "4g");
            Map<DayWay, List<DayContest.Measured>> runs =
                    contest.run("Compaction of " + land(contest, rows), 1, contest.ways(heap));
            List<Long> peaks = runs.values().stream()
                    .flatMap(List::stream)
                    .map(DayContest.Measured::peakMegabytes)
                    .toList();
            boolean isLeast = peaks.getFirst().equals(Collections.min(peaks));
            System.out.printf(
                    "CompactionMemory: goal of the least peak of all, under %,d MB, %s%n",
                    GOAL_MEGABYTES, isLeast && peaks.getFirst() < GOAL_MEGABYTES ? "met" : "not met");
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static LandedDay land(DayContest contest, int rows) throws Exception {
        Path file = Files.createTempFile("landing", ".parquet");
        long bytes = 0;
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            for (int from = 0; from < rows; from += ROWS_A_FILE) {
                statement.execute(SqlFile.read(
                        CompactionMemory.class,
                        "landing-file.sql",
                        Map.of(
                                "day", contest.day().toString(),
                                "from", String.valueOf(from + 100),
                                "to", String.valueOf(Math.min(from + ROWS_A_FILE, rows) + 100),
                                "file", file.toString())));
                String key = "%s%08d.parquet".formatted(contest.landing(), from);
                contest.s3().putObject(put -> put.bucket(Lake.BUCKET).key(key), file);
                bytes += Files.size(file);
            }
        } finally {
            Files.delete(file);
        }
        return new LandedDay((rows + ROWS_A_FILE - 1) / ROWS_A_FILE, rows, bytes);
    }
}
