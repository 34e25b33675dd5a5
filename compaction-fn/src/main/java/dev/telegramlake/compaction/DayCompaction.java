package dev.telegramlake.compaction;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes one day from its plan to the switched partition. Nothing that is there is changed before the commit, and
/// nothing but the partition's location after it.
final class DayCompaction {
    /// Bytes a second that a day is sure to be read, sorted, written and read back with.
    private static final long BYTES_A_SECOND = 8_000_000;

    private static final Duration LEAST_TIME = Duration.ofSeconds(5);

    private final LakeBucket bucket;
    private final DayStates states;
    private final Partitions partitions;
    private final Map<Manifest.EngineName, Engine> engines;
    private final InstantSource clock;

    DayCompaction(
            LakeBucket bucket,
            DayStates states,
            Partitions partitions,
            Map<Manifest.EngineName, Engine> engines,
            InstantSource clock) {
        this.bucket = bucket;
        this.states = states;
        this.partitions = partitions;
        this.engines = Map.copyOf(engines);
        this.clock = clock;
    }

    /// @param plan of which something is to be done
    /// @param run  the folder to write to
    DaySummary compact(DayPlan plan, String run, Steps steps, Deadline deadline) {
        deadline.require(estimate(plan), "Compacting %d bytes".formatted(plan.bytes()));
        Engine engine = engines.get(plan.engine());
        if (engine == null) {
            throw new IllegalArgumentException("No engine " + plan.engine());
        }
        Engine.Written written = steps.run("write", () -> engine.write(plan, run, deadline));
        boolean kept = isSameAsCurrent(plan, written);
        if (kept) {
            bucket.delete(written.outputs().stream().map(Manifest.Output::key).toList());
        } else {
            steps.run("verify", () -> {
                Verification.check(plan, written, engine.readBack(plan, run, written.outputs(), deadline));
                return Optional.empty();
            });
        }
        Manifest manifest = kept ? again(plan, plan.current().orElseThrow(), written) : manifest(plan, run, written);
        boolean first = steps.run("commit", () -> {
            setAside(plan, written.setAside());
            return states.commit(manifest);
        });
        steps.run("switch", () -> {
            switchToNewest(plan.day(), deadline);
            return Optional.empty();
        });
        return DaySummary.committed(plan, status(kept, first), manifest, steps.seconds());
    }

    private static DaySummary.Status status(boolean kept, boolean first) {
        if (!first) {
            return DaySummary.Status.OVERTAKEN;
        }
        return kept ? DaySummary.Status.CHECKED : DaySummary.Status.COMPACTED;
    }

    private static Duration estimate(DayPlan plan) {
        return plan.engine() == Manifest.EngineName.UNLOAD
                ? LEAST_TIME
                : LEAST_TIME.plusSeconds(plan.bytes() / BYTES_A_SECOND);
    }

    /// Whether the written files hold the rows that the day's run has anyway.
    private static boolean isSameAsCurrent(DayPlan plan, Engine.Written written) {
        return plan.current().isPresent()
                && plan.change().isEmpty()
                && written.inputs().isEmpty()
                && written.duplicates() == 0;
    }

    private Manifest manifest(DayPlan plan, String run, Engine.Written written) {
        return new Manifest(
                Manifest.FORMAT,
                plan.day(),
                plan.generation(),
                run,
                clock.instant(),
                plan.engine(),
                written.inputs(),
                plan.current().map(Manifest::run).orElse(null),
                plan.change().map(DayPlan.Change::id).orElse(null),
                written.outputs(),
                written.rowsIn(),
                written.duplicates(),
                written.rowsIn() - written.duplicates(),
                written.setAside(),
                plan.before());
    }

    /// The day stays in its run; what it was compared with, and what cannot be read, is written down.
    private Manifest again(DayPlan plan, Manifest current, Engine.Written written) {
        return new Manifest(
                Manifest.FORMAT,
                plan.day(),
                plan.generation(),
                current.run(),
                clock.instant(),
                current.engine(),
                List.of(),
                null,
                null,
                current.outputs(),
                current.rowsOut(),
                0,
                current.rowsOut(),
                written.setAside(),
                plan.before());
    }

    private void setAside(DayPlan plan, List<Manifest.SetAside> files) {
        for (Manifest.SetAside file : files) {
            String name = file.key().substring(file.key().lastIndexOf('/') + 1);
            String copy = plan.folders().unreadable() + name;
            bucket.copy(file.key(), copy);
            bucket.put(copy + ".reason.json", Json.bytes(file));
        }
    }

    /// Points the partition to the run of the newest manifest. A run that commits meanwhile may switch first; then
    /// this one has switched back, sees the newer manifest, and switches again.
    void switchToNewest(LocalDate day, Deadline deadline) {
        String run = states.newestRun(day);
        while (true) {
            partitions.setLocation(day, new DayFolders(day).run(run), deadline);
            String newest = states.newestRun(day);
            if (newest.equals(run)) {
                return;
            }
            run = newest;
        }
    }
}
