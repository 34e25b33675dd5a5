package dev.telegramlake.local.botapi;

import dev.telegramlake.local.botapi.WebhookPost.Answer;
import java.io.IOException;
import java.time.Duration;

/// Brings one update at a time into the webhook, however long that takes.
final class UpdateHandover {
    private static final String WHO = "The webhook";

    /// A minute and a half: what the function fails at for so long is the update's fault.
    private static final int MOST_FAILURES = 8;

    private final WebhookPost webhook;
    private final RejectedUpdates rejected;
    private final PollProgress progress;
    private final StopSignal stop;

    UpdateHandover(WebhookPost webhook, RejectedUpdates rejected, PollProgress progress, StopSignal stop) {
        this.webhook = webhook;
        this.rejected = rejected;
        this.progress = progress;
        this.stop = stop;
    }

    /// Returns when the update is taken or set aside.
    ///
    /// @return false when the stop came first
    /// @throws PollException when the webhook takes none, whatever is sent
    boolean bring(ReceivedUpdate update) throws PollException, InterruptedException {
        Backoff backoff = new Backoff();
        int failures = 0;
        do {
            switch (webhook.post(update)) {
                case Answer.Taken taken -> {
                    progress.answersAgain(WHO);
                    progress.taken();
                    return true;
                }
                case Answer.Refused refused -> {
                    setAside(update, refused.status());
                    return true;
                }
                case Answer.Failed failed -> {
                    failures++;
                    if (failures == MOST_FAILURES) {
                        setAside(update, 500);
                        return true;
                    }
                    progress.outage(WHO, trying("answers 500"));
                    stop.pause(backoff.next(Duration.ZERO));
                }
                case Answer.NotNow later -> {
                    progress.outage(WHO, trying(later.reason()));
                    stop.pause(backoff.next(later.retryAfter()));
                }
                case Answer.WrongSecret wrong ->
                    throw new PollException(
                            "The webhook %s refuses the secret (401). If the pipeline was started with its own"
                                            .formatted(webhook.address())
                                    + " --secret, give the same here; else name its folder with --data.");
                case Answer.NoWebhook other ->
                    throw new PollException("What answers at %s is no webhook of a pipeline (%d). Name the port of one"
                                    .formatted(webhook.address(), other.status())
                            + " with --port.");
                case Answer.Stopped stopped -> {
                    return false;
                }
            }
        } while (!stop.isRequested());
        return false;
    }

    private String trying(String reason) {
        return "The webhook %s %s. Trying on; nothing is lost for a day.".formatted(webhook.address(), reason);
    }

    private void setAside(ReceivedUpdate update, int status) throws PollException {
        try {
            rejected.keep(update);
        } catch (IOException failure) {
            throw new PollException("%s cannot be written (%s), where update %d belongs that the webhook refuses (%d)."
                    .formatted(rejected.file(), failure.getClass().getSimpleName(), update.id(), status));
        }
        progress.setAside("The webhook refuses update %d (%d). It is kept in %s, and the poll goes on."
                .formatted(update.id(), status, rejected.file()));
    }
}
