/// The function inside Firehose: one update in, one flat row out. Reads the columns' sources from the schema; knows
/// neither where updates come from nor where rows go.
@NullMarked
package dev.telegramlake.transform;

import org.jspecify.annotations.NullMarked;
