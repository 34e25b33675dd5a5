/// Rows of the table, read and changed outside of Firehose: a day's rows on the disk, updates through the transform
/// function, and a change that is staged and committed by the compaction.
@NullMarked
package dev.telegramlake.local.change;

import org.jspecify.annotations.NullMarked;
