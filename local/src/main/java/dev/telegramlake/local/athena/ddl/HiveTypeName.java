package dev.telegramlake.local.athena.ddl;

/// A column type in both languages.
///
/// @param hive  as in Athena's DDL, for example `array<string>`
/// @param trino as in Trino's SQL, for example `array(varchar)`
public record HiveTypeName(String hive, String trino) {}
