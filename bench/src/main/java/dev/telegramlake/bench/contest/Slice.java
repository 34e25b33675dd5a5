package dev.telegramlake.bench.contest;

/// Some passes of one contender, as its [Meter] counts them.
///
/// @param operations records or requests
record Slice(long operations, long cpuNanos, long allocatedBytes) {
    /// Passes until they have had an amount of CPU time.
    static Slice of(Contender contender, Meter meter, long cpuNanos) throws Exception {
        long allocated = meter.allocatedBytes();
        long began = meter.cpuNanos();
        long operations = 0;
        long used = 0;
        while (used < cpuNanos) {
            operations += contender.pass();
            used = meter.cpuNanos() - began;
        }
        return new Slice(operations, used, meter.allocatedBytes() - allocated);
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
