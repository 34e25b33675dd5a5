package dev.telegramlake.bench.contest;

/// What the figures were measured on.
public final class Machine {
    private Machine() {}

    /// Architecture, processors and Java.
    public static String description() {
        return "%s, %d processors, Java %s"
                .formatted(
                        System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Runtime.version());
    }
}
