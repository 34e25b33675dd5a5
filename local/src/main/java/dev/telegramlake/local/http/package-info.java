/// HTTP servers of the pipeline, and how they refuse a request in words. Knows no service.
@NullMarked
package dev.telegramlake.local.http;

import org.jspecify.annotations.NullMarked;
