/// A telegram-lake that runs somewhere, as those see it who ask, bring data in or take data out: its bucket, its
/// services, and its compaction. Knows no stand-in.
@NullMarked
package dev.telegramlake.local.deployment;

import org.jspecify.annotations.NullMarked;
