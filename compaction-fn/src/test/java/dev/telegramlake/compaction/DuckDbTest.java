package dev.telegramlake.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which failures are a file's, and which are not.
final class DuckDbTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void tooLittleMemoryIsNoFilesFault() {
        try (DuckDb database =
                DuckDb.open(10 * MEGABYTE, folder.resolve("spill"), 0, Deadline.in(Duration.ofMinutes(1)))) {
            CompactionFailedException failure = catchThrowableOfType(
                    CompactionFailedException.class,
                    () -> database.numbers(
                            "SELECT count(*) FROM (SELECT DISTINCT repeat('x', 1000) || range FROM range(1000000))"));

            assertThat(failure).hasMessageContaining("more memory or disk").hasMessageContaining("UNLOAD_OVER_BYTES");
            assertThat(DuckDb.canBeDueToAFile(failure)).isFalse();
        }
    }

    @Test
    void aFileThatIsNoParquetIsAFilesFault() {
        try (DuckDb database =
                DuckDb.open(100 * MEGABYTE, folder.resolve("spill"), 0, Deadline.in(Duration.ofMinutes(1)))) {
            CompactionFailedException failure = catchThrowableOfType(
                    CompactionFailedException.class,
                    () -> database.numbers("SELECT count(*) FROM read_parquet('pom.xml')"));

            assertThat(failure).hasMessageContaining("pom.xml");
            assertThat(DuckDb.canBeDueToAFile(failure)).isTrue();
        }
    }

    @Test
    void aStatementEndsByTheDeadline() {
        try (DuckDb database =
                DuckDb.open(100 * MEGABYTE, folder.resolve("spill"), 0, Deadline.in(Duration.ofMillis(500)))) {
            OutOfTimeException late = catchThrowableOfType(
                    OutOfTimeException.class,
                    () -> database.numbers(
                            "SELECT count(*) FROM range(100000000) AS a (x), range(1000000) AS b (y) WHERE x * y % 7 = 3"));

            assertThat(late).hasMessageContaining("DuckDB was stopped");
        }
    }

    @Test
    void whereItsLibraryFindsNoRoomEachTrySaysWhatToDo() throws Exception {
        Path noRoom = folder.resolve("missing");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + noRoom,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoTries.class.getName())
                .start();

        assertThat(process.inputReader().readAllLines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("DuckDB's library could not be loaded")
                        .contains("make room in " + noRoom));
        assertThat(process.waitFor()).isZero();
    }

    /// Two compactions of one process.
    static final class TwoTries {
        public static void main(String[] arguments) {
            DuckDb.load();
            for (int i = 0; i < 2; i++) {
                try {
                    DuckDb.open(100 * MEGABYTE, Path.of("spill"), 0, Deadline.in(Duration.ofMinutes(1)))
                            .close();
                } catch (CompactionFailedException failure) {
                    System.out.println(failure.message());
                }
            }
        }
    }
}
