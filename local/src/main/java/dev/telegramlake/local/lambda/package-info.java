/// Calls functions in the process as the Lambda runtime does: JSON bytes in, JSON bytes out. Knows no function.
@NullMarked
package dev.telegramlake.local.lambda;

import org.jspecify.annotations.NullMarked;
