/// Brings in the history of a chat from a Telegram Desktop export: messages become updates as the Bot API would have
/// sent them, go through the transform function, and are committed to their days by the compaction.
@NullMarked
package dev.telegramlake.local.backfill;

import org.jspecify.annotations.NullMarked;
