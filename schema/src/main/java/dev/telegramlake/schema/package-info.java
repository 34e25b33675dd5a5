/// The contract that all modules share: the table `updates` as data, and the names of everything that one module
/// makes and another reads. No AWS, no input or output; Jackson core is the only dependency.
@NullMarked
package dev.telegramlake.schema;

import org.jspecify.annotations.NullMarked;
