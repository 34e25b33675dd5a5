/// The function that runs once a day: a day's many small files become a few large sorted ones, with no update twice.
/// It plans, writes, verifies, commits and, days later, retires what was replaced. It writes no row that Firehose did
/// not land, and deletes nothing that a manifest does not name.
@NullMarked
package dev.telegramlake.compaction;

import org.jspecify.annotations.NullMarked;
