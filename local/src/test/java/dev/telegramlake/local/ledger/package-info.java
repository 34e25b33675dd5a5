/// Proves the promise of the pipeline: an update that was answered with 200 is in the table, exactly once after the
/// compaction, whatever fails meanwhile.
@NullMarked
package dev.telegramlake.local.ledger;

import org.jspecify.annotations.NullMarked;
