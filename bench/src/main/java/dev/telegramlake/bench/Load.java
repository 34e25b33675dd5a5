package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.local.disk.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Sustained updates a second through the webhook of a whole local pipeline, over as many connections as Telegram opens
/// at most, with every update safe on the disk (fsync) before its 200. Each minute is a line: its rate, its latencies,
/// and what the process holds in memory. At the end each acknowledged update must be one row.
///
/// Arguments: seconds (60), connections (100), updates a second (0: as many as go).
public final class Load {
    private static final Duration DELIVERY_LIMIT = Duration.ofMinutes(10);
    private static final Pattern FULL_COLLECTION = Pattern.compile(" Pause Full .*->([0-9]+)M");
    private static final long SECONDS_A_LINE = 60;

    /// Firehose's default quota of records a second.
    private static final int GOAL_RATE = 5_000;

    private static final int GOAL_P99_MILLIS = 50;

    private Load() {}

    /// Runs, and prints a line a minute.
    public static void main(String[] arguments) {
        try {
            long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
            int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
            int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
            measure(Duration.ofSeconds(seconds), connections, rate);
            System.exit(0);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(Duration time, int connections, int rate) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder("load");
                LakeProcess lake = LakeProcess.up(
                        folder.path().resolve("data"),
                        "-Xlog:gc:file=" + folder.path().resolve("gc.log"),
                        "--buffer-seconds",
                        "60");
                Senders senders = new Senders(lake.page(), lake.secret(), connections, rate)) {
            System.out.printf(
                    "%s; %d connections, %s%n",
                    Machine.description(),
                    connections,
                    rate == 0 ? "as many updates as go" : "%,d updates/s".formatted(rate));
            System.out.printf(
                    "%6s %10s %9s %9s %9s %9s %8s %8s %11s%n",
                    "second", "updates/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "503s", "RSS MB", "live heap MB");
            senders.start();
            Histogram all = new Histogram(3);
            long began = System.nanoTime();
            for (long second = 0; second < time.toSeconds(); ) {
                long line = Math.min(SECONDS_A_LINE, time.toSeconds() - second);
                Thread.sleep(Duration.ofSeconds(line));
                second += line;
                lake.collectGarbage();
                Histogram latencies = senders.takeLatencies();
                all.add(latencies);
                print(
                        String.valueOf(second),
                        latencies,
                        (double) line,
                        senders.refused(),
                        lake.residentMegabytes(),
                        liveHeap(folder.path().resolve("gc.log")));
            }
            senders.stop();
            double seconds = (System.nanoTime() - began) / 1e9;
            print("all", all, seconds, senders.refused(), lake.residentMegabytes(), 0);
            boolean isMet = all.getTotalCount() / seconds >= GOAL_RATE
                    && all.getValueAtPercentile(99) < TimeUnit.MILLISECONDS.toMicros(GOAL_P99_MILLIS);
            System.out.printf(
                    "Load: goal of %,d updates/s with a p99 under %d ms %s%n",
                    GOAL_RATE, GOAL_P99_MILLIS, isMet ? "met" : "not met");
            requireEveryUpdate(lake, senders.acknowledged());
        }
    }

    private static void print(
            String label, Histogram latencies, double seconds, long refused, long resident, long heap) {
        System.out.println(String.format(
                Locale.ROOT,
                "%6s %,10.0f %9.1f %9.1f %9.1f %9.1f %8d %8d %11s",
                label,
                latencies.getTotalCount() / seconds,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(95) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                latencies.getMaxValue() / 1e3,
                refused,
                resident,
                heap == 0 ? "" : String.valueOf(heap)));
    }

    /// What the last full collection left of the heap, in megabytes.
    private static long liveHeap(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(FULL_COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(each -> Long.parseLong(each.group(1)))
                    .reduce(0, (before, last) -> last);
        }
    }

    private static void requireEveryUpdate(LakeProcess lake, long acknowledged) throws Exception {
        long deadline = System.nanoTime() + DELIVERY_LIMIT.toNanos();
        List<String> expected = List.of(String.valueOf(acknowledged), String.valueOf(acknowledged));
        while (true) {
            List<?> counts = lake.query("SELECT count(*), count(DISTINCT update_id) FROM updates")
                    .getFirst();
            if (counts.equals(expected)) {
                System.out.printf("%,d updates acknowledged, %,d rows, each once%n", acknowledged, acknowledged);
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("Rows and different updates: %s instead of %s".formatted(counts, expected));
            }
            Thread.sleep(Duration.ofSeconds(5));
        }
    }
}
