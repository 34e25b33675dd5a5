/// The AWS JSON 1.1 protocol: one HTTP endpoint, the operation named in `X-Amz-Target`. Knows no service.
@NullMarked
package dev.telegramlake.local.wire;

import org.jspecify.annotations.NullMarked;
