/// HTTP servers of the pipeline: how they refuse a request in words, and what they do about requests that come broken
/// or in floods. Knows no service.
@NullMarked
package dev.telegramlake.local.http;

import org.jspecify.annotations.NullMarked;
