package dev.telegramlake.local.botapi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The updates that wait at Telegram, in the order of their ids. All methods may be called from any thread.
final class UpdateQueue {
    private final TreeMap<Long, PendingUpdate> pending = new TreeMap<>();
    private final List<PendingUpdate> confirmed = new ArrayList<>();
    private int repeated;
    private long newest;

    synchronized void add(PendingUpdate update) {
        pending.put(update.id(), update);
        newest = update.id();
        notifyAll();
    }

    synchronized int size() {
        return pending.size();
    }

    synchronized void clear() {
        pending.clear();
    }

    /// The ids of those that were delivered or confirmed.
    synchronized List<Long> confirmedIds() {
        return confirmed.stream().map(PendingUpdate::id).toList();
    }

    /// Confirms all before an id, as an `offset` does; an id far beyond the newest confirms nothing.
    synchronized void confirmBefore(long id) {
        if (id > newest + 10) {
            return;
        }
        Iterator<PendingUpdate> before = pending.headMap(id).values().iterator();
        while (before.hasNext()) {
            confirmed.add(before.next());
            before.remove();
        }
    }

    synchronized void confirm(PendingUpdate update) {
        if (pending.remove(update.id()) != null) {
            confirmed.add(update);
        }
    }

    synchronized void expire(Instant now) {
        pending.values().removeIf(update -> !update.expires().isAfter(now));
    }

    /// Has the next answer begin with updates that were confirmed already, as after a failure at Telegram.
    synchronized void repeat(int count) {
        repeated = count;
    }

    /// The first updates; waits for one, but not longer than `abandoned` allows.
    synchronized List<PendingUpdate> first(int limit, long waitMillis, Abandoned abandoned)
            throws InterruptedException {
        long end = System.nanoTime() + waitMillis * 1_000_000;
        for (long left = waitMillis; pending.isEmpty() && left > 0 && !abandoned.isNow(); ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        List<PendingUpdate> first =
                new ArrayList<>(confirmed.subList(Math.max(0, confirmed.size() - repeated), confirmed.size()));
        repeated = 0;
        pending.values().stream().limit(limit).forEach(first::add);
        return first;
    }

    /// Ends the waiting of those for whom nobody waits any more.
    synchronized void wake() {
        notifyAll();
    }

    /// The first update of each queue.
    synchronized List<PendingUpdate> heads() {
        Map<String, PendingUpdate> heads = new LinkedHashMap<>();
        pending.values().forEach(update -> heads.putIfAbsent(update.queue(), update));
        return List.copyOf(heads.values());
    }

    synchronized @Nullable PendingUpdate head(String queue) {
        return pending.values().stream()
                .filter(update -> update.queue().equals(queue))
                .findFirst()
                .orElse(null);
    }

    /// Whether a request was superseded.
    @FunctionalInterface
    interface Abandoned {
        boolean isNow();
    }
}
