/// The part of Hive's DDL that Athena has and Trino has not: parsed, and run on the metastore.
@NullMarked
package dev.telegramlake.local.athena.ddl;

import org.jspecify.annotations.NullMarked;
