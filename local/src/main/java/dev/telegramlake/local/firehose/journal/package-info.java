/// Acknowledged records on disk until they are delivered: segment files that are only appended to, one fsync for many
/// callers. Knows neither S3 nor what a record holds.
@NullMarked
package dev.telegramlake.local.firehose.journal;

import org.jspecify.annotations.NullMarked;
