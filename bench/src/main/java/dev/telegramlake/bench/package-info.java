/// Measurements that print what they found. Nothing depends on them.
@NullMarked
package dev.telegramlake.bench;

import org.jspecify.annotations.NullMarked;
