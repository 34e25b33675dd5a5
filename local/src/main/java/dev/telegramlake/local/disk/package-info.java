/// Files and folders that nobody but their owner may read.
@NullMarked
package dev.telegramlake.local.disk;

import org.jspecify.annotations.NullMarked;
