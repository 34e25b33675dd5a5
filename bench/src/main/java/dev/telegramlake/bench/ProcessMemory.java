package dev.telegramlake.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Memory of a process in megabytes, as Linux counts it; 0 for one that has ended.
final class ProcessMemory {
    private ProcessMemory() {}

    /// What is resident now.
    static long residentMegabytes(long pid) {
        return megabytes(pid, "VmRSS:");
    }

    /// The most that has been resident.
    static long peakMegabytes(long pid) {
        return megabytes(pid, "VmHWM:");
    }

    private static long megabytes(long pid, String figure) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
            String kilobytes = lines.filter(line -> line.startsWith(figure))
                    .findFirst()
                    .orElse("0")
                    .replaceAll("[^0-9]", "");
            return Long.parseLong(kilobytes) / 1024;
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }
}
