package dev.telegramlake.local.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// One life of a pipeline under an adversary, by a seed: first the rage, then the books.
///
/// The seed decides what is done, and in which order. The machine decides at which byte it strikes.
final class LedgerRun {
    /// Every so many runs, by the seed, the whole pipeline runs instead of the lean one.
    static final int WHOLE_EVERY = 10;

    private static final Duration RAGE = Duration.ofSeconds(6);
    private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(90);

    /// The pipeline's clock is this many days behind the machine's, so that its S3 is never older than it is.
    private static final int DAYS_BEHIND = 6;

    /// After the grace period of the compaction.
    private static final Duration MUCH_LATER = Duration.ofHours(60);

    private final long seed;
    private final PipelineProcess.Kind kind;
    private final SplittableRandom random;
    private final Path folder;
    private final FaultCounts counts = new FaultCounts();
    private final SettableClock clock;
    private final LocalDate firstDay;
    private final List<String> imbalances = new ArrayList<>();

    LedgerRun(long seed, Path folder) {
        this.seed = seed;
        this.folder = folder;
        kind = Math.floorMod(seed, WHOLE_EVERY) == 0 ? PipelineProcess.Kind.WHOLE : PipelineProcess.Kind.LEAN;
        random = new SplittableRandom(seed);
        clock = new SettableClock(Duration.ZERO);
        firstDay = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_BEHIND);
        clock.set(clock.offsetAt(firstDay.atTime(23, 59, 45 + random.nextInt(15))));
    }

    /// What came of a run.
    ///
    /// @param sent         requests of Telegram and of strangers
    /// @param acknowledged updates of Telegram, wanted and unwanted, that were answered with 2xx
    /// @param rejected     requests of strangers that were refused
    /// @param unavailable  requests that were answered with 503
    /// @param looks        how often the table was read meanwhile
    record Result(
            long seed,
            PipelineProcess.Kind kind,
            List<String> imbalances,
            FaultCounts counts,
            long sent,
            long acknowledged,
            long rejected,
            long unavailable,
            long looks,
            Duration duration) {}

    Result run() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Files.createDirectories(folder);
        try (PipelineUnderTest pipeline = new PipelineUnderTest(kind, folder, clock, counts);
                Telegram telegram = new Telegram(pipeline.webhook());
                Strangers strangers = new Strangers(telegram, random.split());
                Compactions compactions = new Compactions(pipeline, clock, counts)) {
            pipeline.start();
            telegram.begin(random.split());
            LakeTable table = new LakeTable(kind, pipeline);
            long looks = rage(pipeline, telegram, strangers, compactions, table);
            balance(pipeline, telegram, strangers, compactions, table);
            return new Result(
                    seed,
                    kind,
                    List.copyOf(imbalances),
                    counts,
                    telegram.sends(),
                    telegram.acknowledged().size(),
                    strangers.refused(),
                    telegram.unavailable(),
                    looks,
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private long rage(
            PipelineUnderTest pipeline,
            Telegram telegram,
            Strangers strangers,
            Compactions compactions,
            LakeTable table)
            throws IOException, InterruptedException {
        try (Watcher watcher = new Watcher(table, pipeline)) {
            new Adversary(pipeline, compactions, clock, counts, firstDay, random.split())
                    .rage(RAGE, 1 + random.nextInt(3));
            int left = telegram.finish(TIME_TO_RECOVER);
            if (left > 0) {
                imbalances.add(
                        "%d updates are not acknowledged %s after the last fault".formatted(left, TIME_TO_RECOVER));
            }
            strangers.finish();
            compactions.awaitEnd();
            imbalances.addAll(watcher.finish());
            return watcher.looks();
        }
    }

    private void balance(
            PipelineUnderTest pipeline,
            Telegram telegram,
            Strangers strangers,
            Compactions compactions,
            LakeTable table)
            throws IOException, InterruptedException {
        Status status = new Status(pipeline);
        if (!status.awaitEmptyBuffer(TIME_TO_RECOVER)) {
            imbalances.add("what is buffered is not delivered");
        }
        Books books = new Books(table, telegram.acknowledged());
        imbalances.addAll(books.atLeastOnce());

        pipeline.setClock(clock.offsetAt(firstDay.plusDays(2).atTime(1, 0)));
        compactions.undisturbed();
        imbalances.addAll(books.exactlyOnce());
        pipeline.setClock(MUCH_LATER);
        compactions.undisturbed();
        imbalances.addAll(books.exactlyOnce());
        imbalances.addAll(books.nothingLeft());
        imbalances.addAll(Books.blindSpots(table, telegram.acknowledged()));

        imbalances.addAll(status.countsEveryRejection(telegram, strangers));
        if (strangers.accepted() > 0) {
            imbalances.add("%d requests of strangers were accepted".formatted(strangers.accepted()));
        }
        if (status.now().path("damagedJournalEntries").asLong() > 0) {
            imbalances.add("the journal has damaged entries");
        }
    }
}
