/// The function behind the bot's webhook: checks an update and hands it to Firehose as received. It looks into an
/// update no further than it must to decide whether the update is wanted.
@NullMarked
package dev.telegramlake.webhook;

import org.jspecify.annotations.NullMarked;
