/// Sample data: the history of a lively support group as a Telegram Desktop export, and its live chatter as updates.
/// All of it is made up, and the same at every run but for the day on which it ends.
@NullMarked
package dev.telegramlake.local.demo;

import org.jspecify.annotations.NullMarked;
