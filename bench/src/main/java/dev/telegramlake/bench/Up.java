package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.JavaProcess;
import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.bench.contest.Spread;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.ResultSink;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./lake up` from the start of its process to the line that says that it is ready, on a new data folder and on one
/// that is there, against the embedded Trino alone with the S3 server that it reads from, to the answer to `SELECT 1`.
final class Up {
    private static final int ROUNDS = 3;
    private static final double GOAL = 1.3;

    private Up() {}

    /// Measures, or is Trino alone in the folder that is named.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            trino(Path.of(arguments[0]));
            return;
        }
        List<Double> alone = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (TemporaryFolder folder = new TemporaryFolder("up-bench")) {
                first.add(up(folder.path().resolve("data")));
                again.add(up(folder.path().resolve("data")));
                alone.add(trinoProcess(folder.path().resolve("trino")));
            }
        }
        System.out.printf("%-10s %-40s %-26s %-26s %s%n", "Up", Machine.description(), "seconds", "ratio", "goal");
        print("the embedded Trino alone", alone, List.of());
        print("./lake up, new data folder", first, alone);
        print("./lake up, on a data folder", again, alone);
    }

    private static double up(Path data) throws Exception {
        try (LakeProcess lake = LakeProcess.up(data)) {
            if (!lake.query("SELECT count(*) FROM updates").equals(List.of(List.of("0")))) {
                throw new IOException("The table of a new pipeline is not empty");
            }
            return seconds(lake.start());
        }
    }

    private static double trinoProcess(Path folder) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = JavaProcess.of(LakeProcess.trinoFlags("-Xmx2g"), Up.class, List.of(folder.toString()))
                .start();
        String line = process.inputReader().readLine();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (!"ready".equals(line) || process.waitFor() != 0) {
            throw new IOException("Trino alone said " + line);
        }
        return seconds(took);
    }

    private static void trino(Path folder) throws Exception {
        EmbeddedTrino.leaveTheTerminal();
        Logger.getLogger("").setLevel(Level.SEVERE);
        LocalCredentials credentials = LocalCredentials.random();
        try (ObjectStore objects = ObjectStore.start(folder.resolve("s3"), "127.0.0.1", 0, credentials);
                EmbeddedTrino trino = EmbeddedTrino.start(folder.resolve("catalog"), objects.endpoint(), credentials);
                TrinoQuery query = trino.execute("SELECT 1", "telegram")) {
            query.read(ResultSink.NONE);
            System.out.println("ready");
        }
        System.exit(0);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void print(String name, List<Double> seconds, List<Double> alone) {
        String ratio = "";
        String goal = "";
        if (!alone.isEmpty()) {
            Spread spread = Spread.ofRatios(seconds, alone);
            ratio = spread.toString();
            goal = "%s %s".formatted(GOAL, spread.median() <= GOAL ? "met" : "not met");
        }
        System.out.println(
                String.format(Locale.ROOT, "%-10s %-40s %-26s %-26s %s", "", name, Spread.of(seconds), ratio, goal));
    }
}
