package dev.telegramlake.bench.lambda;

/// What a function answered to its first event.
///
/// @param seconds    from the start of its process
/// @param cpuSeconds that the process had until then, in all threads
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FirstAnswer(byte[] payload, double seconds, double cpuSeconds) {}
