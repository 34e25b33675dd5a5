/// The API Gateway stand-in: HTTP to an event of payload format 2.0 and back. Of the webhook
/// function it knows the outcomes only.
@NullMarked
package dev.telegramlake.local.gateway;

import org.jspecify.annotations.NullMarked;
