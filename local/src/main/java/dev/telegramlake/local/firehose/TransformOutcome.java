package dev.telegramlake.local.firehose;

/// What became of one record in the transform.
sealed interface TransformOutcome {
    /// The function's data stands for the record from here on.
    @SuppressWarnings("ArrayRecordComponent") // outcomes are not compared with each other
    record Ok(byte[] data) implements TransformOutcome {}

    record Dropped() implements TransformOutcome {}

    /// The record goes to the error output.
    ///
    /// @param code     for example `Lambda.FunctionError`
    /// @param attempts how often the function was called
    record Failed(String code, String message, int attempts, long attemptEndingMillis) implements TransformOutcome {}
}
