package dev.telegramlake.local.botapi;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/// Says how far a poll is: at its first update, then every half minute in which some came, and what stands in the way
/// once when it begins and once when it is over.
public final class PollProgress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final InstantSource clock;
    private final Set<String> outages = new HashSet<>();
    private Instant lastLine = Instant.MIN;
    private long taken;
    private long setAside;

    public PollProgress(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void taken() {
        taken++;
        line();
    }

    void setAside(String line) {
        setAside++;
        say(line);
        line();
    }

    private void line() {
        Instant now = clock.instant();
        if (lastLine.equals(Instant.MIN) || !now.isBefore(lastLine.plus(BETWEEN_LINES))) {
            lastLine = now;
            say(counts());
        }
    }

    /// What came so far, in words.
    public String counts() {
        return "%d %s taken%s"
                .formatted(
                        taken,
                        taken == 1 ? "update" : "updates",
                        setAside == 0 ? "" : ", %d set aside".formatted(setAside));
    }

    /// @param who for example Telegram
    void outage(String who, String line) {
        if (outages.add(who)) {
            say(line);
        }
    }

    void answersAgain(String who) {
        if (outages.remove(who)) {
            say("%s answers again.".formatted(who));
        }
    }
}
