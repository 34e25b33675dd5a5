package dev.telegramlake.compaction;

import dev.telegramlake.schema.Lake;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/// One run of the compaction over all days that it looks at, oldest first, because each day is compared with the one
/// before it.
///
/// A run may end anywhere, or run beside another: what the manifests say is the truth, and each run first makes the
/// partitions agree with it.
final class Compaction {
    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final CompactionSettings settings;
    private final InstantSource clock;
    private final LakeBucket bucket;
    private final DayStates states;
    private final Partitions partitions;
    private final DayCompaction days;
    private final Deadline deadline;
    private final Consumer<String> log;
    private final Map<LocalDate, DayState> known = new HashMap<>();

    /// @param memoryBytes what the function has
    /// @param log         takes lines of JSON
    Compaction(
            CompactionSettings settings,
            S3Client s3,
            AthenaClient athena,
            InstantSource clock,
            long memoryBytes,
            Deadline deadline,
            Consumer<String> log) {
        this.settings = settings;
        this.clock = clock;
        this.deadline = deadline;
        this.log = log;
        this.bucket = new LakeBucket(s3, settings.bucket());
        this.states = new DayStates(bucket);
        AthenaStatements statements = new AthenaStatements(athena, settings);
        this.partitions = new Partitions(statements, bucket, settings);
        Map<Manifest.EngineName, Engine> engines = Map.of(
                Manifest.EngineName.DUCKDB,
                // The other half is for the JVM, and for what DuckDB takes beside its limit.
                new DuckDbEngine(bucket, memoryBytes / 2),
                Manifest.EngineName.UNLOAD,
                new UnloadEngine(bucket, statements, settings));
        this.days = new DayCompaction(bucket, states, partitions, engines, clock);
    }

    /// Does what is asked for.
    ///
    /// @throws IllegalArgumentException when the day asked for is not over
    RunSummary run(CompactionRequest request) {
        long began = System.nanoTime();
        Instant started = clock.instant();
        String run =
                RUN_TIME.format(started) + "-" + UUID.randomUUID().toString().substring(0, 8);
        Result result = new Result();
        List<LocalDate> toCompact = daysToCompact(request);
        try {
            if (request.dryRun()) {
                toCompact.forEach(day -> result.days.add(planned(day, request)));
            } else if (request.rebuild()) {
                rebuild(result);
            } else {
                compact(request, toCompact, run, result);
            }
        } catch (OutOfTimeException late) {
            log.accept("{\"event\":\"compaction-stopped\",\"reason\":\"time\"}\n");
            result.stopped = "time";
        }
        return new RunSummary(
                run,
                started,
                settings.zone().getId(),
                request.dryRun(),
                result.days,
                result.registered,
                result.retired,
                result.repaired,
                result.stopped,
                Steps.seconds(began));
    }

    private static final class Result {
        private final List<DaySummary> days = new ArrayList<>();
        private final List<LocalDate> registered = new ArrayList<>();
        private final List<RunSummary.Retired> retired = new ArrayList<>();
        private boolean repaired;
        private @Nullable String stopped;
    }

    /// Oldest first. After the days that were asked for comes the next one, if it has been compacted: it may hold
    /// updates that the last of them has now.
    private List<LocalDate> daysToCompact(CompactionRequest request) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        LocalDate due = request.today(clock.instant(), settings.zone());
        if (request.days().isEmpty()) {
            requireOver(due.minusDays(1), today);
            return due.minusDays(settings.lookbackDays()).datesUntil(due).toList();
        }
        CompactionRequest.Days asked = request.days().get();
        requireOver(asked.to(), today);
        LocalDate next = asked.to().plusDays(1);
        return next.isBefore(today) && state(next).current().isPresent()
                ? Stream.concat(asked.each(), Stream.of(next)).toList()
                : asked.each().toList();
    }

    private static void requireOver(LocalDate day, LocalDate today) {
        if (!day.isBefore(today)) {
            throw new IllegalArgumentException(("%s is not over: what lands after its compaction would not be seen"
                            + " before the next one. The newest day to compact is %s")
                    .formatted(day, today.minusDays(1)));
        }
    }

    /// The days whose partitions are looked after, and whose replaced files are retired: those that were asked for,
    /// or far enough back for what was replaced on the last day that a late file is looked for.
    private List<LocalDate> window(CompactionRequest request, List<LocalDate> toCompact) {
        if (request.days().isPresent()) {
            return toCompact;
        }
        LocalDate due = request.today(clock.instant(), settings.zone());
        long daysBack = settings.lookbackDays() + settings.grace().toDays() + 2;
        return due.minusDays(daysBack).datesUntil(due).toList();
    }

    private DaySummary planned(LocalDate day, CompactionRequest request) {
        DayPlan plan = plan(day, request);
        return plan.action() == DayPlan.Action.NOTHING ? nothingToDo(day) : DaySummary.planned(plan);
    }

    private DaySummary nothingToDo(LocalDate day) {
        DayState state = state(day);
        return DaySummary.of(state, state.isEmpty() ? DaySummary.Status.EMPTY : DaySummary.Status.UNCHANGED);
    }

    /// Whether there was nothing to do.
    private static boolean isQuiet(DaySummary summary) {
        return summary.status() == DaySummary.Status.EMPTY || summary.status() == DaySummary.Status.UNCHANGED;
    }

    private DayPlan plan(LocalDate day, CompactionRequest request) {
        DayPlan plan = DayPlan.of(
                state(day),
                state(day.minusDays(1)),
                request.change().flatMap(change -> states.change(change, state(day))),
                settings.unloadOverBytes());
        return plan.engine() == Manifest.EngineName.DUCKDB && !DuckDbEngine.fits(plan)
                ? plan.by(Manifest.EngineName.UNLOAD)
                : plan;
    }

    private DayState state(LocalDate day) {
        return known.computeIfAbsent(day, states::read);
    }

    /// Reads at once what is not known: a day takes three listings, one after the other.
    private void read(List<LocalDate> some) {
        List<Transfers.Transfer<DayState>> unknown = some.stream()
                .filter(day -> !known.containsKey(day))
                .<Transfers.Transfer<DayState>>map(day -> () -> states.read(day))
                .toList();
        Transfers.all(unknown, deadline).forEach(state -> known.put(state.day(), state));
    }

    private void compact(CompactionRequest request, List<LocalDate> toCompact, String run, Result result) {
        List<LocalDate> window = window(request, toCompact);
        read(window);
        register(window, result);
        for (LocalDate day : window) {
            DayState state = state(day);
            if (state.current().isPresent()) {
                partitions.setLocation(day, state.location(), deadline);
            }
        }
        for (LocalDate day : toCompact) {
            DaySummary summary = compact(day, request, run);
            result.days.add(summary);
            if (!isQuiet(summary)) {
                known.remove(day);
            }
            if (summary.status() == DaySummary.Status.STOPPED) {
                throw new OutOfTimeException(String.valueOf(summary.reason()));
            }
        }
        read(window);
        for (LocalDate day : window) {
            retire(day, request, result);
        }
        partitions.repair(deadline);
        result.repaired = true;
    }

    /// Registers the partitions of days that have files, of today and of tomorrow.
    private void register(List<LocalDate> window, Result result) {
        SortedMap<LocalDate, String> locations = new TreeMap<>();
        for (LocalDate day : window) {
            if (!state(day).isEmpty()) {
                locations.put(day, state(day).location());
            }
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        for (LocalDate day : List.of(today, today.plusDays(1))) {
            locations.put(day, new DayFolders(day).landing());
        }
        partitions.add(locations, deadline);
        result.registered.addAll(locations.keySet());
    }

    private DaySummary compact(LocalDate day, CompactionRequest request, String run) {
        Steps steps = new Steps(day, log);
        try {
            DayPlan plan = steps.run("plan", () -> plan(day, request));
            return plan.action() == DayPlan.Action.NOTHING
                    ? nothingToDo(day)
                    : days.compact(plan, run, steps, deadline);
        } catch (OutOfTimeException late) {
            return DaySummary.ended(day, DaySummary.Status.STOPPED, String.valueOf(late.getMessage()), steps.seconds());
        } catch (CompactionFailedException | SdkException | UncheckedIOException failure) {
            return DaySummary.ended(
                    day, DaySummary.Status.FAILED, String.valueOf(failure.getMessage()), steps.seconds());
        }
    }

    private void retire(LocalDate day, CompactionRequest request, Result result) {
        deadline.require(Duration.ofSeconds(1), "Retiring");
        DayState state = state(day);
        if (state.current().isEmpty() && state.compacted().isEmpty()) {
            return;
        }
        List<StoredObject> objects = request.retire()
                ? Retirement.atOnce(state, clock.instant())
                : Retirement.of(state, clock.instant(), settings.grace());
        if (objects.isEmpty()) {
            return;
        }
        new Steps(day, log).run("retire", () -> {
            if (state.current().isPresent()) {
                days.switchToNewest(day, deadline);
            }
            bucket.delete(objects.stream().map(StoredObject::key).toList());
            return objects;
        });
        result.retired.add(new RunSummary.Retired(
                day,
                objects.size(),
                objects.stream().mapToLong(StoredObject::size).sum()));
    }

    /// For a table that was made anew: every day with a manifest gets its run's location before `MSCK REPAIR TABLE`
    /// would give it its landing folder, which may be empty by now, or hold leftovers only.
    private void rebuild(Result result) {
        SortedMap<LocalDate, String> locations = new TreeMap<>();
        for (LocalDate day : daysOf(Lake.COMPACTED_PREFIX)) {
            DayState state = state(day);
            if (state.current().isPresent()) {
                locations.put(day, state.location());
            }
        }
        partitions.add(locations, deadline);
        // Somebody may have run MSCK REPAIR TABLE before.
        for (LocalDate day : daysOf(Lake.LANDING_PREFIX)) {
            @Nullable String location = locations.get(day);
            if (location != null) {
                partitions.setLocation(day, location, deadline);
            }
        }
        result.registered.addAll(locations.keySet());
        partitions.repair(deadline);
        result.repaired = true;
    }

    private List<LocalDate> daysOf(String prefix) {
        return bucket.folders(prefix).stream()
                .flatMap(folder -> DayFolders.dayOf(folder).stream())
                .toList();
    }
}
