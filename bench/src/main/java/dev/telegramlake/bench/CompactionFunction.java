package dev.telegramlake.bench;

import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.local.lambda.LocalFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The compaction function in a process of its own, made as Lambda makes it: everything from the environment.
final class CompactionFunction {
    private CompactionFunction() {}

    /// Runs once, and prints the summary, the time and the peak of the process's memory.
    ///
    /// @param arguments megabytes that the function is told it has
    public static void main(String[] arguments) throws Exception {
        int megabytes = Integer.parseInt(arguments[0]);
        Logger.getLogger("").setLevel(Level.WARNING);
        LocalFunction function =
                LocalFunction.of("compaction-fn", Duration.ofMinutes(15), megabytes, new CompactionHandler());
        long began = System.nanoTime();
        byte[] summary = function.invoke("{}".getBytes(StandardCharsets.UTF_8)).payload();
        System.out.println(new String(summary, StandardCharsets.UTF_8));
        System.out.printf(
                "Compacted in %.1f s; peak memory of the process %,d MB of the function's %,d MB%n",
                (System.nanoTime() - began) / 1e9,
                ProcessMemory.peakMegabytes(ProcessHandle.current().pid()),
                megabytes);
    }
}
