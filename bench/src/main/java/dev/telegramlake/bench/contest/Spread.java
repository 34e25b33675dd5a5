package dev.telegramlake.bench.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How far a figure varies over the rounds of a run.
public record Spread(double least, double median, double most) {
    /// Sorts the values.
    ///
    /// @param values at least one
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }

    /// Of the ratios of two figures of one round, over all rounds.
    public static Spread ofRatios(List<Double> figures, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < figures.size(); round++) {
            ratios.add(figures.get(round) / others.get(round));
        }
        return of(ratios);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
    }
}
