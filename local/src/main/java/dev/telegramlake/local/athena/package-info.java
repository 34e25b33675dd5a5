/// The Athena stand-in: its API, the results as Athena writes and prints them. Queries run on Trino; Hive DDL is in
/// the package below.
@NullMarked
package dev.telegramlake.local.athena;

import org.jspecify.annotations.NullMarked;
