package dev.telegramlake.bench;

import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.local.lambda.LocalFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

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
                (System.nanoTime() - began) / 1e9, peakMegabytes(), megabytes);
    }

    /// The most that has been resident, as Linux counts it.
    private static long peakMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String kilobytes = lines.filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .orElse("0")
                    .replaceAll("[^0-9]", "");
            return Long.parseLong(kilobytes) / 1024;
        }
    }
}
