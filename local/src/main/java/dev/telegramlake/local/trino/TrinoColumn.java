package dev.telegramlake.local.trino;

/// A column of a result.
///
/// @param type as Trino writes it, for example `bigint`, `varchar(5)`, `timestamp(3)` or `array(varchar)`
public record TrinoColumn(String name, String type) {}
