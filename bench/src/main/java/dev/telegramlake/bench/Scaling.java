package dev.telegramlake.bench;

import com.sun.management.ThreadMXBean;
import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.bench.contest.Spread;
import dev.telegramlake.local.firehose.conversion.ParquetTableFile;
import dev.telegramlake.schema.UpdatesTable;
import dev.telegramlake.transform.Flattening;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What an update costs when there are 10 and 100 times as many: in the transform, in the delivery's Parquet file, and
/// in the compaction, whose files are as many times more. Costs are processor time, so that fixed ones show.
final class Scaling {
    private static final List<Integer> TIMES = List.of(1, 10, 100);
    private static final int UPDATES = 1_000;
    private static final double ALLOWED = 1.1;

    private final int rounds;
    private final int files;

    private Scaling(int rounds, int files) {
        this.rounds = rounds;
        this.files = files;
    }

    /// What one size cost.
    private record Cost(int updates, double cpuSeconds, String beside) {
        private double micros() {
            return cpuSeconds / updates * 1e6;
        }
    }

    /// Does the work for so many updates.
    private interface Work {
        Cost of(int times) throws Exception;
    }

    /// Measures all three.
    ///
    /// @param arguments rounds (2), landing files of the smallest day (14)
    public static void main(String[] arguments) {
        try (DayContest contest = new DayContest()) {
            Scaling scaling = new Scaling(
                    arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2,
                    arguments.length > 1 ? Integer.parseInt(arguments[1]) : 14);
            List<byte[]> updates = UpdateMix.updates(UPDATES * TIMES.getLast());
            System.out.printf("Scaling: %s%n", Machine.description());
            scaling.run("transform", times -> flatten(updates, times));
            scaling.run("delivery, the Parquet file", times -> file(updates, times));
            scaling.run("compaction", times -> scaling.compact(contest, times));
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void run(String what, Work work) throws Exception {
        work.of(TIMES.getFirst());
        work.of(TIMES.getLast());
        List<List<Cost>> costs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < TIMES.size(); i++) {
                if (round == 0) {
                    costs.add(new ArrayList<>());
                }
                costs.get(i).add(work.of(TIMES.get(i)));
            }
        }
        for (List<Cost> size : costs) {
            Spread ratio = Spread.ofRatios(micros(size), micros(costs.getFirst()));
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-28s %,10d updates %10.2f CPU us each, %s times those of the smallest  %s  %s",
                    what,
                    size.getFirst().updates(),
                    Spread.of(micros(size)).median(),
                    ratio,
                    ratio.median() <= ALLOWED ? "met" : "not met",
                    size.getLast().beside()));
        }
    }

    private static List<Double> micros(List<Cost> costs) {
        return costs.stream().map(Cost::micros).toList();
    }

    private static Cost flatten(List<byte[]> updates, int times) throws Exception {
        Flattening flattening = new Flattening();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        for (byte[] update : updates.subList(0, UPDATES * times)) {
            flattening.row(update, UpdateMix.ARRIVAL_MILLIS);
        }
        return new Cost(UPDATES * times, (threads.getCurrentThreadCpuTime() - began) / 1e9, "");
    }

    private static Cost file(List<byte[]> updates, int times) throws Exception {
        Flattening flattening = new Flattening();
        List<byte[]> rows = new ArrayList<>();
        for (byte[] update : updates.subList(0, UPDATES * times)) {
            rows.add(flattening.row(update, UpdateMix.ARRIVAL_MILLIS));
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        try (ParquetTableFile file = new ParquetTableFile(OutputStream.nullOutputStream(), UpdatesTable.COLUMNS)) {
            for (byte[] row : rows) {
                file.append(row);
            }
        }
        return new Cost(rows.size(), (threads.getCurrentThreadCpuTime() - began) / 1e9, "");
    }

    private Cost compact(DayContest contest, int times) throws Exception {
        LandedDay landed = LandedDay.land(contest.s3(), contest.landing(), files * times, 70, LandedDay.ONE_IN_FIFTY);
        DayContest.Measured measured = contest.measureOurs();
        return new Cost(
                landed.rows(),
                measured.cpuSeconds(),
                String.format(
                        Locale.ROOT,
                        "%,d files, %.2f s, peak %,d MB",
                        landed.files(),
                        measured.seconds(),
                        measured.peakMegabytes()));
    }
}
