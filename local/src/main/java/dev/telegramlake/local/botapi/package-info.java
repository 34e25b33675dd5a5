/// A client of the [Bot API](https://core.telegram.org/bots/api): sets the webhook, judges whether updates arrive, and
/// fetches them where there is no public address. Knows no stand-in; of the pipeline it knows the webhook's address and
/// secret.
@NullMarked
package dev.telegramlake.local.botapi;

import org.jspecify.annotations.NullMarked;
