/// Makes rows anew from what Firehose received, with the transform function as it is now.
@NullMarked
package dev.telegramlake.local.replay;

import org.jspecify.annotations.NullMarked;
