/// Record format conversion: JSON records in, one Parquet file of the table's columns out, a bad record refused alone.
/// Knows nothing of streams, buffers or S3.
@NullMarked
package dev.telegramlake.local.firehose.conversion;

import org.jspecify.annotations.NullMarked;
