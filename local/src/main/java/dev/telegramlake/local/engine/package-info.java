/// The query engine: Trino, the Athena emulator and the page's queries behind one HTTP address, in a process of its
/// own, so that no statement can end the pipeline or take its memory.
@NullMarked
package dev.telegramlake.local.engine;

import org.jspecify.annotations.NullMarked;
