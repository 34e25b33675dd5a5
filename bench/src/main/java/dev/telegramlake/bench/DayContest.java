package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.Contest;
import dev.telegramlake.bench.contest.Machine;
import dev.telegramlake.bench.contest.OneRun;
import dev.telegramlake.bench.contest.Spread;
import dev.telegramlake.local.EnginePlace;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Compacts yesterday over and over, each time in another way and in a new process, over an S3 that is 20 ms away. All
/// must write the same rows.
final class DayContest implements AutoCloseable {
    private static final Duration DELAY = Duration.ofMillis(20);

    private final TemporaryFolder folder;
    private final Pipeline pipeline;
    private final DelayingProxy proxy;
    private final S3Client s3;
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    /// One run of one way.
    record Measured(double seconds, double cpuSeconds, long peakMegabytes, Map<String, Integer> requests) {}

    DayContest() throws Exception {
        folder = new TemporaryFolder("compaction-bench");
        pipeline = pipeline(folder.path());
        proxy = new DelayingProxy(pipeline.s3(), DELAY);
        s3 = ObjectStore.client(pipeline.s3(), pipeline.credentials());
        // what the pipeline's own Trino does for the first time is not the function's time
        measure(DayWay.ours(objects(), day));
    }

    /// A pipeline on free ports.
    static Pipeline pipeline(Path folder) throws Exception {
        return Pipeline.start(new PipelineSettings(
                folder.resolve("data"),
                "127.0.0.1",
                0,
                0,
                0,
                Duration.ofSeconds(60),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                ZoneOffset.UTC,
                EnginePlace.THIS_PROCESS));
    }

    S3Client s3() {
        return s3;
    }

    LocalDate day() {
        return day;
    }

    /// The folder of the day's landing files.
    String landing() {
        return "%sdt=%s/".formatted(Lake.LANDING_PREFIX, day);
    }

    /// The bucket on the disk.
    private Path objects() {
        return folder.path().resolve("data/s3").resolve(Lake.BUCKET);
    }

    /// Runs each way once a round on what has landed, prints a line for each, and removes the day.
    ///
    /// @param title what has landed
    /// @param ways  ours first
    /// @return the runs that came to their end; a peer's may not, when it has too little memory
    Map<DayWay, List<Measured>> run(String title, int rounds, List<DayWay> ways) throws Exception {
        Map<DayWay, List<Measured>> measured = new LinkedHashMap<>();
        Optional<DayRows> right = Optional.empty();
        for (int round = 0; round < rounds; round++) {
            for (DayWay way : ways) {
                List<Measured> runs = measured.computeIfAbsent(way, first -> new ArrayList<>());
                try {
                    runs.add(measure(way));
                } catch (IOException failure) {
                    if (way.equals(ways.getFirst())) {
                        throw failure;
                    }
                    System.err.println(failure.getMessage());
                    delete(DayWay.PREFIX);
                    continue;
                }
                DayRows written = DayRows.of(way.files());
                if (!written.equals(right.orElse(written))) {
                    throw new IOException("%s wrote %s, ours %s".formatted(way.name(), written, right));
                }
                right = Optional.of(written);
                delete(Lake.COMPACTED_PREFIX);
                delete(DayWay.PREFIX);
            }
        }
        delete(Lake.LANDING_PREFIX);
        System.out.printf("%s; all wrote the same %s%n", title, right.orElseThrow());
        System.out.printf(
                "%-60s %8s %-24s %8s %8s %-44s %s%n",
                Machine.description(), "seconds", "ratio", "CPU s", "peak MB", "requests to S3", "goal");
        List<Measured> ours = measured.values().iterator().next();
        measured.forEach((way, runs) -> print(way, runs, ours));
        return measured;
    }

    /// All the ways.
    ///
    /// @param heap of the peers that keep rows in it
    List<DayWay> ways(String heap) throws IOException {
        return DayWay.all(objects(), Files.createDirectories(folder.path().resolve("limit")), day, heap);
    }

    /// Runs ours once, and removes the day.
    Measured measureOurs() throws IOException {
        Measured measured = measure(DayWay.ours(objects(), day));
        delete(Lake.COMPACTED_PREFIX);
        delete(Lake.LANDING_PREFIX);
        return measured;
    }

    private Measured measure(DayWay way) throws IOException {
        Map<String, String> environment = Map.of(
                "AWS_ENDPOINT_URL_S3", proxy.address().toString(),
                "AWS_ENDPOINT_URL_ATHENA", pipeline.aws().toString(),
                "AWS_REGION", LocalCredentials.REGION,
                "AWS_ACCESS_KEY_ID", pipeline.credentials().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", pipeline.credentials().secretAccessKey());
        List<String> flags = new ArrayList<>(way.flags());
        flags.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.path().resolve("tmp")));
        try (OneRun run = OneRun.start(way.main(), flags, environment, way.arguments())) {
            proxy.takeRequests();
            double cpuBefore = run.cpuSeconds();
            double seconds = run.seconds();
            return new Measured(
                    seconds,
                    run.cpuSeconds() - cpuBefore,
                    ProcessMemory.peakMegabytes(run.pid()),
                    proxy.takeRequests());
        }
    }

    private void delete(String prefix) {
        for (S3Object object : s3.listObjectsV2Paginator(
                        list -> list.bucket(Lake.BUCKET).prefix(prefix))
                .contents()) {
            s3.deleteObject(delete -> delete.bucket(Lake.BUCKET).key(object.key()));
        }
    }

    private static void print(DayWay way, List<Measured> runs, List<Measured> ours) {
        if (runs.size() < ours.size()) {
            System.out.println(way.name() + " did not come to its end");
            return;
        }
        double roundTrip = way.isLimit() ? DELAY.toMillis() / 1e3 : 0;
        Spread ratio = Spread.ofRatios(
                runs.stream().map(run -> run.seconds() + roundTrip).toList(),
                ours.stream().map(Measured::seconds).toList());
        System.out.println(String.format(
                Locale.ROOT,
                "%-60s %8.2f %-24s %8.2f %,8d %-44s %s",
                way.name(),
                Spread.of(runs.stream().map(Measured::seconds).toList()).median(),
                way.name().equals(Contest.OURS) ? "" : ratio.toString(),
                Spread.of(runs.stream().map(Measured::cpuSeconds).toList()).median(),
                runs.stream().mapToLong(Measured::peakMegabytes).max().orElseThrow(),
                runs.getLast().requests(),
                way.goal() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "%.2f %s", way.goal(), ratio.median() >= way.goal() ? "met" : "not met")));
    }

    @Override
    public void close() throws IOException {
        s3.close();
        proxy.close();
        pipeline.close();
        folder.close();
    }
}
