package dev.telegramlake.local.botapi;

import java.time.Duration;
import java.util.List;

/// Fetches updates by [long polling](https://core.telegram.org/bots/api#getupdates) and brings them into the webhook,
/// in their order.
///
/// An update is confirmed to Telegram only after the webhook has taken it and all before it. After a crash, Telegram
/// sends what was not confirmed again: an update can come twice, and none is lost.
public final class PollLoop {
    private static final String WHO = "Telegram";
    private static final Duration LONG_POLL = Duration.ofSeconds(50);
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(3);
    private static final Duration CONFLICT_PAUSE = Duration.ofSeconds(5);

    /// One minute of conflicts: longer than the other one's end takes when it was just replaced by this one.
    private static final int MOST_CONFLICTS = 12;

    private final BotApi api;
    private final UpdateHandover handover;
    private final PollProgress progress;
    private final StopSignal stop;
    private Backoff backoff = new Backoff();
    private long offset;
    private long confirmed;
    private int conflicts;

    public PollLoop(BotApi api, WebhookPost webhook, RejectedUpdates rejected, PollProgress progress, StopSignal stop) {
        this.api = api;
        this.handover = new UpdateHandover(webhook, rejected, progress, stop);
        this.progress = progress;
        this.stop = stop;
    }

    /// Returns when the stop is requested, soon after the update in hand is taken.
    ///
    /// @throws BotApiException when Telegram does not know the token, or refuses for good
    /// @throws PollException   when a webhook is set, another program polls, or the webhook takes nothing
    public void run() throws BotApiException, PollException, InterruptedException {
        try {
            while (!stop.isRequested()) {
                for (ReceivedUpdate update : next()) {
                    if (stop.isRequested() || !handover.bring(update)) {
                        break;
                    }
                    // Not the largest so far: after a week without updates, Telegram counts on from anywhere.
                    offset = update.id() + 1;
                }
            }
        } finally {
            confirm();
        }
    }

    private List<ReceivedUpdate> next() throws BotApiException, PollException, InterruptedException {
        long asked = offset;
        long begin = System.nanoTime();
        try {
            List<ReceivedUpdate> updates = api.updates(asked, LONG_POLL);
            confirmed = asked;
            conflicts = 0;
            backoff = new Backoff();
            progress.answersAgain(WHO);
            if (updates.isEmpty() && System.nanoTime() - begin < SHORTEST_POLL.toNanos()) {
                stop.pause(SHORTEST_POLL); // a server that does not wait would be asked without end
            }
            return updates;
        } catch (BotApiException failure) {
            String words = String.valueOf(failure.getMessage());
            switch (failure.reason()) {
                case STOPPED -> {}
                case CONFLICT -> conflict();
                case TOO_MANY -> {
                    progress.say("Telegram asks to wait %d s."
                            .formatted(failure.retryAfter().toSeconds()));
                    stop.pause(failure.retryAfter());
                }
                case UNAVAILABLE -> {
                    progress.outage(WHO, words + " Trying on.");
                    stop.pause(backoff.next(Duration.ZERO));
                }
                case TOKEN, REFUSED -> throw failure;
            }
            return List.of();
        }
    }

    private void conflict() throws PollException, InterruptedException {
        refuseBesideAWebhook();
        conflicts++;
        String other = "Another program polls for this bot; Telegram gives updates to one only.";
        if (conflicts == MOST_CONFLICTS) {
            throw new PollException(other + " Stop it first.");
        }
        if (conflicts == 1) {
            progress.say(other + " Trying for a minute.");
        }
        stop.pause(CONFLICT_PAUSE);
    }

    private void refuseBesideAWebhook() throws PollException, InterruptedException {
        try {
            WebhookInfo webhook = api.webhook();
            if (webhook.isSet()) {
                throw new PollException(
                        "A webhook is set: Telegram sends the updates to %s. To poll instead, run ./lake webhook delete first."
                                .formatted(webhook.shownUrl()));
            }
        } catch (BotApiException unknown) {
            progress.say(String.valueOf(unknown.getMessage()));
        }
    }

    /// Spares Telegram and the webhook what was taken already. Without it, nothing would be lost either.
    private void confirm() throws InterruptedException {
        if (offset != confirmed) {
            try {
                api.confirm(offset, LONGEST_CONFIRMATION);
            } catch (BotApiException sentAgain) {
                progress.say("Telegram was not told of the last updates taken; it sends them again at the next poll.");
            }
        }
    }
}
