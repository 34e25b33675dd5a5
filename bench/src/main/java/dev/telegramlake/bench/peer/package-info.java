/// What the functions are compared with: the same work as it is done with the usual libraries. Shares no code with the
/// functions.
@NullMarked
package dev.telegramlake.bench.peer;

import org.jspecify.annotations.NullMarked;
