package dev.telegramlake.bench.contest;

/// Work that is done over and over.
@FunctionalInterface
public interface Contender {
    /// Does the work once.
    ///
    /// @return how many records or requests that was
    int pass() throws Exception;
}
