/// The real Trino in the process, with a Hive catalog over the local S3 server. Knows nothing of Athena.
@NullMarked
package dev.telegramlake.local.trino;

import org.jspecify.annotations.NullMarked;
