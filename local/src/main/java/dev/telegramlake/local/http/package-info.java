/// What all HTTP servers of the pipeline do about requests that come broken or in floods. Knows none of them.
@NullMarked
package dev.telegramlake.local.http;

import org.jspecify.annotations.NullMarked;
