/// The API Gateway stand-in: HTTP to an event of payload format 2.0 and back. Knows the webhook function only as
/// something to call.
@NullMarked
package dev.telegramlake.local.gateway;

import org.jspecify.annotations.NullMarked;
