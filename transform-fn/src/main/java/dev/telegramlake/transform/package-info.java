/** x */
@NullMarked
package dev.telegramlake.transform;

import org.jspecify.annotations.NullMarked;
