package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.Contest;
import dev.telegramlake.bench.day.CreateTableAs;
import dev.telegramlake.bench.day.DuckDbCopy;
import dev.telegramlake.bench.day.ParquetJava;
import dev.telegramlake.bench.lambda.ColdFunction;
import dev.telegramlake.schema.Lake;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// A way to compact a day.
///
/// @param goal  how many times ours is to be as fast; 0 for none
/// @param flags of its JVM
/// @param files pattern of what it writes
record DayWay(String name, double goal, Class<?> main, List<String> flags, List<String> arguments, Path files) {
    /// What the others write to, in the bucket.
    static final String PREFIX = "bench/";

    private static final int FUNCTION_MEGABYTES = 2_048;
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    private static final double FIVE_TIMES = 5;

    /// Ours may take 1.3 times as long.
    private static final double LIMIT = 1 / 1.3;

    static DayWay ours(Path objects, LocalDate day) {
        return new DayWay(
                Contest.OURS,
                0,
                CompactionFunction.class,
                ColdFunction.flags("-Xmx512m"),
                List.of(String.valueOf(FUNCTION_MEGABYTES)),
                objects.resolve("%sdt=%s/*/*.parquet".formatted(Lake.COMPACTED_PREFIX, day)));
    }

    /// @param objects the bucket on the disk
    /// @param local   a folder that is not in it
    /// @param heap    of those that keep rows in it, as the JVM's flag has it
    static List<DayWay> all(Path objects, Path local, LocalDate day, String heap) {
        String date = day.toString();
        String table = PREFIX + "create-table-as/";
        String file = PREFIX + "parquet-java/part.parquet";
        return List.of(
                ours(objects, day),
                new DayWay(
                        "Athena's CREATE TABLE AS, on Trino with " + heap,
                        FIVE_TIMES,
                        CreateTableAs.class,
                        LakeProcess.trinoFlags(heap),
                        List.of(date, "s3://%s/%s".formatted(Lake.BUCKET, table)),
                        objects.resolve(table).resolve("*")),
                new DayWay(
                        "parquet-java, with " + heap,
                        FIVE_TIMES,
                        ParquetJava.class,
                        List.of(heap, NATIVE),
                        List.of(date, file),
                        objects.resolve(file)),
                copy("limit: DuckDB's COPY, one thread, no S3", LIMIT, 1, objects, local, day),
                copy("DuckDB's COPY, a thread a processor, no S3", 0, processors(), objects, local, day));
    }

    private static DayWay copy(String name, double goal, int threads, Path objects, Path local, LocalDate day) {
        Path file = local.resolve("%d.parquet".formatted(threads));
        return new DayWay(
                name,
                goal,
                DuckDbCopy.class,
                List.of("-Xmx512m", NATIVE),
                List.of(
                        objects.resolve("%sdt=%s/*.parquet".formatted(Lake.LANDING_PREFIX, day))
                                .toString(),
                        file.toString(),
                        String.valueOf(threads)),
                file);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Whether it is spared S3, and so a round trip is added to it.
    boolean isLimit() {
        return main == DuckDbCopy.class;
    }
}
