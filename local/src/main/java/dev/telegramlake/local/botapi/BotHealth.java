package dev.telegramlake.local.botapi;

import dev.telegramlake.local.botapi.ChatStanding.ChatName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Telegram says of a bot at one time.
///
/// @param growing whether more and more updates wait
/// @param polled  whether `./lake poll` fetches the updates
public record BotHealth(
        Bot bot, WebhookInfo webhook, boolean growing, List<ChatStanding> chats, boolean polled, Instant at) {
    /// As many may be on their way at a time in which nothing is wrong.
    private static final int USUALLY_PENDING = 10;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    public BotHealth {
        chats = List.copyOf(chats);
    }

    /// Asks Telegram. Where many updates wait, it asks twice.
    public static BotHealth ask(BotApi api, List<ChatName> chats, boolean polled, StopSignal stop, InstantSource clock)
            throws BotApiException, InterruptedException {
        Bot bot = api.bot();
        WebhookInfo webhook = api.webhook();
        boolean growing = false;
        if (webhook.isSet() && webhook.pending() > USUALLY_PENDING) {
            long before = webhook.pending();
            stop.pause(BETWEEN_LOOKS);
            webhook = api.webhook();
            growing = webhook.pending() >= before;
        }
        List<ChatStanding> standings = new ArrayList<>();
        for (ChatName chat : chats) {
            standings.add(api.standing(chat, bot));
        }
        return new BotHealth(bot, webhook, growing, standings, polled, clock.instant());
    }

    /// What is to be known, by what it is about.
    ///
    /// @param address where the webhook should be; empty where that is not known
    public List<Finding> findings(Optional<String> address) {
        List<Finding> findings = new ArrayList<>(new WebhookRules(this, address).findings());
        findings.addAll(new GroupRules(this).findings());
        return findings;
    }
}
