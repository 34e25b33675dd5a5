/** x */
@NullMarked
package dev.telegramlake.webhook;

import org.jspecify.annotations.NullMarked;
