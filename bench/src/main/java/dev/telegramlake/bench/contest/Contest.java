package dev.telegramlake.bench.contest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One piece of work, done by ours and its peers in turn: all are warm before the first round, and each round is ours,
/// then every peer. A ratio is of two figures of one round, so that what else the machine does weighs on both.
public final class Contest implements AutoCloseable {
    /// The contender that the others are compared with.
    public static final String OURS = "ours";

    private static final int WARM_UP_MILLIS = 4_000;
    private static final int SLICE_MILLIS = 150;
    private static final int ROUNDS = 15;

    private final String name;
    private final String unit;
    private final int warmUpMillis;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String contender, double goal, ContenderProcess process, List<Slice> slices) {}

    /// @param unit what is counted: record or request
    public Contest(String name, String unit) {
        this(name, unit, WARM_UP_MILLIS);
    }

    /// @param unit         what is counted: record or request
    /// @param warmUpMillis of CPU time, for each contender: more where there is more code to compile
    public Contest(String name, String unit, int warmUpMillis) {
        this.name = name;
        this.unit = unit;
        this.warmUpMillis = warmUpMillis;
    }

    /// Adds a contender that a class's `main` method [serves][#serve]; the first is ours.
    ///
    /// @param goal how many times ours is to be as fast; 0 for none
    public void enter(String contender, double goal, Class<?> main, List<String> arguments) throws IOException {
        enter(contender, goal, main, arguments, Map.of());
    }

    /// Adds a contender that a class's `main` method [serves][#serve] with more environment variables.
    public void enter(
            String contender, double goal, Class<?> main, List<String> arguments, Map<String, String> environment)
            throws IOException {
        entries.add(new Entry(
                contender, goal, ContenderProcess.java(contender, main, arguments, environment), new ArrayList<>()));
    }

    /// Adds a contender that is another program.
    public void enter(String contender, double goal, List<String> command) throws IOException {
        entries.add(new Entry(contender, goal, ContenderProcess.of(contender, command), new ArrayList<>()));
    }

    /// What a contender's process runs.
    public static void serve(Contender contender) throws Exception {
        serve(contender, Meter.THREAD);
    }

    /// What a contender's process runs.
    public static void serve(Contender contender, Meter meter) throws Exception {
        ContenderProcess.serve(contender, meter);
    }

    /// Runs all rounds, and prints a line for each contender.
    ///
    /// @return nanoseconds of CPU time for each record or request, the median of the rounds, by contender
    public Map<String, Double> run() throws IOException {
        for (Entry entry : entries) {
            entry.process().work(warmUpMillis);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Entry entry : entries) {
                entry.slices().add(entry.process().work(SLICE_MILLIS));
            }
        }
        System.out.printf(
                "%-10s %-40s %12s %12s %14s %-26s %s%n",
                name, Machine.description(), unit + "s/s", "CPU us", "bytes", "ratio", "goal");
        Map<String, Double> medians = new LinkedHashMap<>();
        for (Entry entry : entries) {
            medians.put(entry.contender(), print(entry, entries.getFirst().slices()));
        }
        return medians;
    }

    private static double print(Entry entry, List<Slice> ours) {
        double nanos = Spread.of(nanos(entry.slices())).median();
        double bytes = Spread.of(
                        entry.slices().stream().map(Slice::bytesPerOperation).toList())
                .median();
        Spread ratio = Spread.ofRatios(nanos(entry.slices()), nanos(ours));
        System.out.println(String.format(
                Locale.ROOT,
                "%-10s %-40s %,12.0f %,12.2f %,14.0f %-26s %s",
                "",
                entry.contender(),
                1e9 / nanos,
                nanos / 1e3,
                bytes,
                entry.contender().equals(OURS) ? "" : ratio.toString(),
                entry.goal() == 0
                        ? ""
                        : "%s %s".formatted(entry.goal(), ratio.median() >= entry.goal() ? "met" : "not met")));
        return nanos;
    }

    private static List<Double> nanos(List<Slice> slices) {
        return slices.stream().map(Slice::nanosPerOperation).toList();
    }

    @Override
    public void close() {
        entries.forEach(entry -> entry.process().close());
    }
}
