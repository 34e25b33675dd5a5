/// Measures one piece of work done by several contenders in turn, each in a process of its own. Knows none of them.
@NullMarked
package dev.telegramlake.bench.contest;

import org.jspecify.annotations.NullMarked;
