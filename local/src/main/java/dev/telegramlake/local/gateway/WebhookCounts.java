package dev.telegramlake.local.gateway;

import dev.telegramlake.webhook.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many requests came since the start, and what became of them.
public final class WebhookCounts {
    private final LongAdder received = new LongAdder();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

    WebhookCounts() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.label(), new LongAdder());
        }
    }

    void received() {
        received.increment();
    }

    void outcome(String label) {
        outcomes.computeIfAbsent(label, first -> new LongAdder()).increment();
    }

    public long receivedRequests() {
        return received.sum();
    }

    /// Updates that were handed to Firehose.
    public long accepted() {
        return outcomes.getOrDefault(Outcome.ACCEPTED.label(), new LongAdder()).sum();
    }

    /// All other requests, by what became of them, in the order of the labels.
    public Map<String, Long> rejected() {
        Map<String, Long> rejected = new TreeMap<>();
        outcomes.forEach((label, count) -> {
            if (!label.equals(Outcome.ACCEPTED.label())) {
                rejected.put(label, count.sum());
            }
        });
        return rejected;
    }
}
