package dev.telegramlake.local.botapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges whether what Telegram has reaches the webhook.
///
/// @param address where the webhook should be; empty where that is not known
record WebhookRules(BotHealth health, Optional<String> address) {
    /// Telegram tries again within two minutes, or within an hour where it was told to wait; an older failure is
    /// over.
    private static final Duration RECENT = Duration.ofHours(1);

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        WebhookInfo webhook = health.webhook();
        if (!webhook.isSet()) {
            findings.add(unset());
            return findings;
        }
        if (health.polled()) {
            findings.add(Finding.problem(
                    "./lake poll runs, but a webhook is set: Telegram gives updates to one of them only.",
                    "Stop the poll, or run ./lake webhook delete."));
        }
        address.filter(expected -> !expected.equals(webhook.url()))
                .ifPresent(expected -> findings.add(Finding.problem(
                        "The webhook is set to %s, not to %s.".formatted(webhook.shownUrl(), expected),
                        "Run ./lake webhook set again.")));
        webhook.lastError()
                .filter(error -> error.at().isAfter(health.at().minus(RECENT)))
                .ifPresent(error -> findings.add(failing(error)));
        if (health.growing()) {
            findings.add(Finding.problem(
                    "%d updates wait, and they do not become fewer.".formatted(webhook.pending()),
                    "The webhook takes them more slowly than they come. Allow more at once with ./lake webhook set"
                            + " --max-connections, or look what keeps the pipeline."));
        }
        missingUpdates().ifPresent(findings::add);
        return findings;
    }

    private Finding unset() {
        return health.polled()
                ? Finding.note("No webhook is set, and ./lake poll fetches the updates.")
                : Finding.problem(
                        "No webhook is set: Telegram keeps updates for a day, then they are lost.",
                        "Run ./lake webhook set --url URL; without a public address run ./lake poll.");
    }

    private Finding failing(WebhookInfo.LastError error) {
        DeliveryFailure failure = DeliveryFailure.of(error.message());
        return Finding.problem(
                "Telegram could not deliver %s: \"%s\". %s"
                        .formatted(Age.inWords(error.at(), health.at()), error.message(), failure.meaning()),
                failure.remedy());
    }

    private Optional<Finding> missingUpdates() {
        List<String> missing = AllowedUpdates.missing(health.webhook().allowedUpdates());
        List<String> ofGroups =
                missing.stream().filter(AllowedUpdates::isOfGroups).toList();
        if (!ofGroups.isEmpty()) {
            return Optional.of(Finding.problem(
                    "Telegram is not asked for, and never sends: %s.".formatted(String.join(", ", missing)),
                    "Run ./lake webhook set again: it asks for all kinds."));
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "Telegram is not asked for these kinds, which groups do not send: %s. ./lake webhook set asks"
                                        .formatted(String.join(", ", missing))
                                + " for all; an older Bot API server does not know them."));
    }
}
