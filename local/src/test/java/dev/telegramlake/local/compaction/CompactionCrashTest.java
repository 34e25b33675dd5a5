package dev.telegramlake.local.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whatever happens to a run, the next one leaves the lake as if nothing had happened.
final class CompactionCrashTest {
    private static final Map<String, String> SETTINGS = Map.of("LOOKBACK_DAYS", "2");
    private static final Duration AFTER_THE_GRACE = Duration.ofHours(49);
    private static final List<String> STEPS = List.of("plan", "write", "verify", "commit", "switch", "retire");

    @RegisterExtension
    static final CompactionLab LAB = new CompactionLab();

    /// A lake's life from which a moment is taken to disturb.
    private enum Moment {
        /// Landing files only.
        FIRST_COMPACTION,
        /// Compacted once; a late file has come.
        LATE_FILE,
        /// Compacted twice, two days ago.
        RETIREMENT
    }

    private static List<List<String>> undisturbedTable;
    private static List<String> undisturbedKeys;

    @BeforeAll
    static void undisturbed() throws Exception {
        LAB.clear();
        prepare(Moment.RETIREMENT);
        LAB.compact("{}", SETTINGS);
        undisturbedTable = table();
        undisturbedKeys = keysWithoutRuns();
        assertThat(undisturbedTable).hasSize(330);
        assertThat(undisturbedKeys).noneMatch(key -> key.startsWith("updates/"));
    }

    /// Brings the lake to a moment of its life.
    private static void prepare(Moment moment) throws Exception {
        LocalDate day = LAB.yesterday();
        LAB.landing().land(day.minusDays(1), "2359", Landing.updates(1, 100, 86_000));
        LAB.landing().land(day, "0000", Landing.updates(91, 110, 0));
        LAB.landing().land(day, "0001", Landing.updates(151, 150, 60));
        if (moment == Moment.FIRST_COMPACTION) {
            return;
        }
        LAB.compact("{}", SETTINGS);
        LAB.landing().land(day, "late", Landing.updates(281, 50, 40_000));
        if (moment == Moment.LATE_FILE) {
            return;
        }
        LAB.compact("{}", SETTINGS);
        LAB.clock().advance(AFTER_THE_GRACE);
    }

    /// Runs again what was disturbed, and then what comes after it until the grace period is over.
    private static void finish(Moment moment) throws Exception {
        LAB.compact("{}", SETTINGS);
        if (moment == Moment.FIRST_COMPACTION) {
            LAB.landing().land(LAB.yesterday(), "late", Landing.updates(281, 50, 40_000));
            LAB.compact("{}", SETTINGS);
        }
        assertThat(table()).isEqualTo(undisturbedTable);
        if (moment != Moment.RETIREMENT) {
            LAB.clock().advance(AFTER_THE_GRACE);
            LAB.compact("{}", SETTINGS);
        }
        assertThat(table()).isEqualTo(undisturbedTable);
        assertThat(keysWithoutRuns()).isEqualTo(undisturbedKeys);
    }

    private static List<List<String>> table() {
        return LAB.athena()
                .rows(
                        "SELECT dt, update_id, arrival_time, chat_id, text, hashtags, payload FROM updates ORDER BY 1, 2, 3");
    }

    /// All keys, whatever the runs are called, and however many manifests a day has: one more when the day before
    /// failed and came later.
    private static List<String> keysWithoutRuns() {
        return LAB.keys("").stream()
                .map(key -> key.replaceAll("run=[^/]+", "run=R").replaceAll("manifest-[0-9]+", "manifest-N"))
                .distinct()
                .sorted()
                .toList();
    }

    private static CompactionProcess process(Moment moment, String stopAt) throws Exception {
        Duration ahead = moment == Moment.RETIREMENT ? AFTER_THE_GRACE : Duration.ZERO;
        return CompactionProcess.start(LAB.pipeline(), SETTINGS, ahead, stopAt);
    }

    @Test
    void aKillAtTheBeginningOfEachStepLeavesNoTrace() throws Exception {
        for (String step : STEPS) {
            Moment moment = step.equals("retire") ? Moment.RETIREMENT : Moment.LATE_FILE;
            try (CompactionProcess process = process(moment, step)) {
                LAB.startAnew();
                prepare(moment);
                process.run();
                process.awaitStep(step);
                process.kill();
                finish(moment);
            }
        }
    }

    @Test
    void aKillAtAnyMomentLeavesNoTrace() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("Kills at random moments with seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        long undisturbedNanos = undisturbedNanos();
        for (int kill = 0; kill < 30; kill++) {
            Moment moment = Moment.values()[kill % 3];
            try (CompactionProcess process = process(moment, "none")) {
                LAB.startAnew();
                prepare(moment);
                process.run();
                long nanos = random.nextLong(undisturbedNanos);
                TimeUnit.NANOSECONDS.sleep(nanos);
                process.kill();
                List<String> left = LAB.keys("compacted/");
                System.out.printf(
                        "Kill %d, %s, after %d of %d ms: left %d manifests and %d files of runs%n",
                        kill + 1,
                        moment,
                        nanos / 1_000_000,
                        undisturbedNanos / 1_000_000,
                        left.stream().filter(key -> key.contains("/manifest-")).count(),
                        left.stream().filter(key -> key.contains("/run=")).count());
                finish(moment);
            }
        }
    }

    private static long undisturbedNanos() throws Exception {
        LAB.startAnew();
        prepare(Moment.LATE_FILE);
        try (CompactionProcess process = process(Moment.LATE_FILE, "none")) {
            process.run();
            long began = System.nanoTime();
            process.awaitEnd();
            return System.nanoTime() - began;
        }
    }

    @Test
    void twoRunsAtOnceLeaveTheLakeAsOneDoes() throws Exception {
        for (int round = 0; round < 6; round++) {
            Moment moment = Moment.values()[round % 3];
            LAB.startAnew();
            prepare(moment);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<?>> runs = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    runs.add(threads.submit(() -> LAB.compact("{}", SETTINGS)));
                }
                for (Future<?> run : runs) {
                    run.get();
                }
            }
            finish(moment);
        }
    }

    @Test
    void failuresOfS3AndAthenaLeaveNoTrace() throws Exception {
        for (Moment moment : Moment.values()) {
            long seed = ThreadLocalRandom.current().nextLong();
            System.out.println("Failures of S3 and Athena with seed " + seed);
            LAB.startAnew();
            prepare(moment);
            try (FaultyHttp http = new FaultyHttp(seed)) {
                int failed = 0;
                for (int run = 0; run < 3; run++) {
                    failed += LAB.compactThrough(http, SETTINGS) ? 0 : 1;
                }
                System.out.printf("%d requests failed, and %d runs of 3%n", http.faults(), failed);
                assertThat(http.faults()).isPositive();
            }
            finish(moment);
        }
    }
}
