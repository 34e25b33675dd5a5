package dev.telegramlake.local.cli;

import dev.telegramlake.local.backfill.BackfillProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Shows how far a backfill is: a bar on a terminal, a line every few seconds elsewhere.
final class BackfillBar implements BackfillProgress, AutoCloseable {
    private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final int WIDTH = 30;

    private final CountedInput file;
    private final PrintWriter out;
    private final boolean terminal;
    private long began;
    private long shown;
    private String step = "";

    BackfillBar(CountedInput file, PrintWriter out, boolean terminal) {
        this.file = file;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void read(long count) {
        if (count == 1) {
            began = System.nanoTime();
        }
        if ((count & 0xFF) == 0 && isDue("Reading")) {
            double seconds = (System.nanoTime() - began) / 1e9;
            double part = file.size() == 0 ? 1 : (double) file.bytesRead() / file.size();
            show(
                    "Reading",
                    part,
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d MB, %,d messages, %,.0f a second, %s left",
                            file.bytesRead() >> 20,
                            file.size() >> 20,
                            count,
                            count / seconds,
                            time(seconds / part - seconds)));
        }
    }

    @Override
    public void writing(int days, int of) {
        days("Writing", days, of);
    }

    @Override
    public void committing(int days, int of) {
        days("Committing", days, of);
    }

    private void days(String name, int days, int of) {
        if (isDue(name)) {
            show(name, of == 0 ? 1 : (double) days / of, "%,d of %,d days".formatted(days, of));
        }
    }

    private boolean isDue(String name) {
        long now = System.nanoTime();
        boolean due = !name.equals(step) || now - shown > (terminal ? ON_A_TERMINAL : ELSEWHERE).toNanos();
        if (due) {
            step = name;
            shown = now;
        }
        return due;
    }

    private void show(String name, double part, String words) {
        if (terminal) {
            int full = (int) Math.min(WIDTH, Math.round(part * WIDTH));
            out.print("\r\033[K%-10s [%s%s] %3.0f%%  %s"
                    .formatted(name, "#".repeat(full), " ".repeat(WIDTH - full), part * 100, words));
        } else {
            out.println("%-10s %3.0f%%  %s".formatted(name, part * 100, words));
        }
        out.flush();
    }

    private static String time(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole < 60 ? whole + " s" : "%d:%02d min".formatted(whole / 60, whole % 60);
    }

    /// Leaves the line of the bar.
    @Override
    public void close() {
        if (terminal && !step.isEmpty()) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
