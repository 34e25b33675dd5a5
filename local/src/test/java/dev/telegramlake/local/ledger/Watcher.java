package dev.telegramlake.local.ledger;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// Asks the table again and again: it must always be readable, and what a compaction has shown must stay.
final class Watcher implements AutoCloseable {
    private static final long PAUSE_MILLIS = 300;

    private final LakeTable table;
    private final PipelineUnderTest pipeline;
    private final Set<Long> shown = new HashSet<>();
    private final List<String> sightings = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopping;
    private final AtomicLong looks = new AtomicLong();

    Watcher(LakeTable table, PipelineUnderTest pipeline) {
        this.table = table;
        this.pipeline = pipeline;
        this.thread = Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (!stopping) {
                look();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        int before = pipeline.upheavals();
        try {
            List<LakeTable.Row> rows = table.rows();
            Set<Long> ids = rows.stream().map(LakeTable.Row::updateId).collect(Collectors.toSet());
            shown.stream()
                    .filter(id -> !ids.contains(id))
                    .limit(3)
                    .forEach(id -> sightings.add("update %d was in a compacted file, and is gone".formatted(id)));
            rows.stream().filter(LakeTable.Row::compacted).forEach(row -> shown.add(row.updateId()));
            looks.incrementAndGet();
        } catch (IOException | AssertionError unreadable) {
            if (pipeline.isRunning() && !pipeline.isDiskFull() && pipeline.upheavals() == before) {
                sightings.add(String.valueOf(unreadable.getMessage()));
            }
        } catch (SdkException | IllegalStateException dead) {
            // it was killed, or is not there yet
        }
    }

    /// Stops, and gives what must not have been seen.
    List<String> finish() throws InterruptedException {
        stopping = true;
        thread.join();
        return List.copyOf(sightings);
    }

    /// How often the table was read.
    long looks() {
        return looks.get();
    }

    @Override
    public void close() {
        stopping = true;
    }
}
