package dev.telegramlake.local.ledger;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How often each fault has struck: a request that was stalled, refused or cut, not an order to do so.
final class FaultCounts {
    private final Map<Fault, LongAdder> counts = new EnumMap<>(Fault.class);

    FaultCounts() {
        Stream.of(Fault.values()).forEach(fault -> counts.put(fault, new LongAdder()));
    }

    void struck(Fault fault) {
        struck(fault, 1);
    }

    void struck(Fault fault, long times) {
        counter(fault).add(times);
    }

    void add(FaultCounts others) {
        others.counts.forEach((fault, count) -> struck(fault, count.sum()));
    }

    long of(Fault fault) {
        return counter(fault).sum();
    }

    private LongAdder counter(Fault fault) {
        return counts.getOrDefault(fault, new LongAdder());
    }

    /// All but the kills.
    long faults() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum() - of(Fault.KILL);
    }

    List<Fault> neverStruck() {
        return Stream.of(Fault.values()).filter(fault -> of(fault) == 0).toList();
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .filter(fault -> fault.getValue().sum() > 0)
                .map(fault -> fault.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + fault.getValue())
                .collect(Collectors.joining(", "));
    }
}
