package dev.telegramlake.local.trino;

/// What a query cost.
///
/// @param bytesScanned  bytes read from S3
/// @param queuedMillis  before it began to run
/// @param elapsedMillis from its submission to its end
public record TrinoStatistics(long bytesScanned, long rowsScanned, long queuedMillis, long elapsedMillis) {}
