package dev.telegramlake.local.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs a [LedgerRun] for each seed: two of them in every build.
///
/// `mvn -pl local -am verify -Psoak -Dledger.runs=N -Dledger.seed=S` runs the seeds S to S + N - 1.
@Timeout(value = 1, unit = TimeUnit.DAYS)
final class LedgerTest {
    private static final int RUNS = Integer.getInteger("ledger.runs", 2);

    /// In 12 an update came on both sides of midnight, in 13 the disk was full at DuckDB's first use.
    private static final long SEED = Long.getLong("ledger.seed", 12);

    /// In fewer runs a fault may have had no chance to strike.
    private static final int LONG = 20;

    @TempDir
    Path folder;

    @Test
    void theBooksBalanceWhateverFails() throws Exception {
        FaultCounts faults = new FaultCounts();
        List<String> imbalances = new ArrayList<>();
        long sent = 0;
        long acknowledged = 0;
        long rejected = 0;
        for (long seed : LongStream.range(SEED, SEED + RUNS).toArray()) {
            LedgerRun.Result run = new LedgerRun(seed, folder.resolve("run-" + seed)).run();
            print(run);
            run.imbalances().forEach(line -> imbalances.add("seed %d: %s".formatted(seed, line)));
            faults.add(run.counts());
            sent += run.sent();
            acknowledged += run.acknowledged();
            rejected += run.rejected();
        }
        say("%d requests sent, %d updates acknowledged, %d requests rejected; %s"
                .formatted(sent, acknowledged, rejected, faults));
        say("ledger: %d runs, %d imbalances, %d kills, %d faults"
                .formatted(RUNS, imbalances.size(), faults.of(Fault.KILL), faults.faults()));
        assertThat(imbalances).isEmpty();
        if (RUNS >= LONG) {
            assertThat(faults.neverStruck()).as("faults that never struck").isEmpty();
        }
    }

    private static void print(LedgerRun.Result run) {
        say(
                "seed %d, %s, %.1f s: %d requests, %d updates acknowledged, %d requests rejected, %d answers 503, table read %d times; %s"
                        .formatted(
                                run.seed(),
                                run.kind(),
                                run.duration().toMillis() / 1_000.0,
                                run.sent(),
                                run.acknowledged(),
                                run.rejected(),
                                run.unavailable(),
                                run.looks(),
                                run.counts()));
        run.imbalances().forEach(line -> say("  imbalance: " + line));
        if (!run.imbalances().isEmpty()) {
            say("  again: mvn -pl local -am verify -Psoak -Dledger.runs=1 -Dledger.seed=" + run.seed());
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
