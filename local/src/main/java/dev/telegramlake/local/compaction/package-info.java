/// Runs the compaction function as EventBridge Scheduler and people do: daily, or by hand. Knows no Lambda but the
/// local one, and nothing of how compaction is done.
@NullMarked
package dev.telegramlake.local.compaction;

import org.jspecify.annotations.NullMarked;
