/// The whole pipeline on one machine: the functions as on AWS, and stand-ins for the services around them. Nothing
/// outside this module may depend on it.
@NullMarked
package dev.telegramlake.local;

import org.jspecify.annotations.NullMarked;
