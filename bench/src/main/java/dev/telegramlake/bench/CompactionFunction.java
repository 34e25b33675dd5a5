package dev.telegramlake.bench;

import dev.telegramlake.bench.contest.OneRun;
import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.local.lambda.LocalFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The compaction function in a process of its own, made as Lambda makes it: everything from the environment.
final class CompactionFunction {
    private CompactionFunction() {}

    /// Runs once.
    ///
    /// @param arguments megabytes that the function is told it has
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        LocalFunction function = LocalFunction.of(
                "compaction-fn", Duration.ofMinutes(15), Integer.parseInt(arguments[0]), new CompactionHandler());
        OneRun.serve(() -> function.invoke("{}".getBytes(StandardCharsets.UTF_8)));
    }
}
