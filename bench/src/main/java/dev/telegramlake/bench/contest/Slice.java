package dev.telegramlake.bench.contest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Some passes of one contender, as its thread counts them.
///
/// @param operations     records or requests
/// @param cpuNanos       of the working thread: the compiler's and the garbage collector's threads are not in it
/// @param allocatedBytes by the working thread
record Slice(long operations, long cpuNanos, long allocatedBytes) {
    /// Passes until the working thread has had an amount of CPU time.
    static Slice of(Contender contender, long cpuNanos) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long began = threads.getCurrentThreadCpuTime();
        long operations = 0;
        long used = 0;
        while (used < cpuNanos) {
            operations += contender.pass();
            used = threads.getCurrentThreadCpuTime() - began;
        }
        return new Slice(operations, used, threads.getCurrentThreadAllocatedBytes() - allocated);
    }

    static Slice parse(String line) {
        String[] numbers = line.split(" ", -1);
        return new Slice(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    String line() {
        return "%d %d %d".formatted(operations, cpuNanos, allocatedBytes);
    }

    double nanosPerOperation() {
        return (double) cpuNanos / operations;
    }

    double bytesPerOperation() {
        return (double) allocatedBytes / operations;
    }
}
