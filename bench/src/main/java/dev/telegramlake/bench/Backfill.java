package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.local.disk.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Time and memory of `./lake backfill` with a heap of 256 MB: an export of a million messages of three years, brought
/// in twice into a pipeline in a process of its own. The rows are counted after each.
///
/// Arguments: messages (1000000), days (1096).
public final class Backfill {
    private Backfill() {}

    /// Runs, and prints a table of what it took.
    public static void main(String[] arguments) {
        try {
            measure(
                    arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000,
                    arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_096);
            System.exit(0);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(int messages, int days) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder("backfill");
                LakeProcess lake = LakeProcess.up(folder.path().resolve("data"))) {
            System.out.println(Machine.description());
            Path file = folder.path().resolve("result.json");
            BackfillExport export = BackfillExport.write(
                    file, messages, LocalDate.now(ZoneOffset.UTC).minusDays(1), days);
            System.out.printf("Export of %,d messages, %,d bytes, %d days%n", messages, Files.size(file), days);
            System.out.printf("%-8s %10s %12s %12s %14s%n", "run", "seconds", "messages/s", "rows", "peak memory");
            run("first", file, export, lake);
            run("second", file, export, lake);
        }
    }

    private static void run(String name, Path file, BackfillExport export, LakeProcess lake) throws Exception {
        long began = System.nanoTime();
        Process process = LakeProcess.command(
                file.getParent(),
                List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"),
                List.of(
                        "backfill",
                        file.toString(),
                        "--s3-port",
                        String.valueOf(lake.s3().getPort()),
                        "--aws-port",
                        String.valueOf(lake.aws().getPort()),
                        "--port",
                        String.valueOf(lake.page().getPort())));
        long peak = 0;
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, ProcessMemory.peakMegabytes(process.pid()));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException("The command ended with status " + process.exitValue());
        }
        List<?> counts = lake.query("SELECT count(*), count(DISTINCT update_id), count(DISTINCT if(kind = 'message',"
                        + " message_id)) FROM updates")
                .getFirst();
        List<String> expected = List.of(
                String.valueOf(export.rows()), String.valueOf(export.rows()), String.valueOf(export.messages()));
        if (!counts.equals(expected)) {
            throw new IOException("Rows, different updates, messages: %s instead of %s".formatted(counts, expected));
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%-8s %10.1f %,12.0f %,12d %,11d MB",
                name,
                seconds,
                export.messages() / seconds,
                export.rows(),
                peak));
    }
}
