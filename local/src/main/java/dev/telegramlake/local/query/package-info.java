/// Queries that read, within limits, over HTTP: the questions' answers and the SQL box. Runs beside Trino.
@NullMarked
package dev.telegramlake.local.query;

import org.jspecify.annotations.NullMarked;
