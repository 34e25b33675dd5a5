package dev.telegramlake.local.cli;

import dev.telegramlake.local.botapi.Age;
import dev.telegramlake.local.botapi.BotHealth;
import dev.telegramlake.local.botapi.ChatStanding;
import dev.telegramlake.local.botapi.Finding;
import dev.telegramlake.local.botapi.WebhookInfo;
import java.io.PrintWriter;
import java.util.List;

/// Writes a bot's health for the person at the terminal.
final class HealthText {
    private final PrintWriter out;

    HealthText(PrintWriter out) {
        this.out = out;
    }

    /// What Telegram says, then what follows from it.
    void print(BotHealth health, List<Finding> findings) {
        WebhookInfo webhook = health.webhook();
        line("bot", "@%s (%d)".formatted(health.bot().username(), health.bot().id()));
        line("webhook", webhook.isSet() ? webhook.shownUrl() : "none");
        line("pending", webhook.pending() == 1 ? "1 update" : "%d updates".formatted(webhook.pending()));
        line(
                "last error",
                webhook.lastError()
                        .map(error -> "%s: %s".formatted(Age.inWords(error.at(), health.at()), error.message()))
                        .orElse("none"));
        if (webhook.isSet()) {
            line("connections", "%d at most".formatted(webhook.maxConnections()));
            line(
                    "updates",
                    webhook.allowedUpdates().isEmpty()
                            ? "Telegram's default"
                            : "%d kinds".formatted(webhook.allowedUpdates().size()));
        }
        line("privacy", health.bot().seesAllMessages() ? "off: the bot sees all messages" : "on");
        for (ChatStanding chat : health.chats()) {
            line("chat", "%s: %s".formatted(chat.chat(), chat.reason()));
        }
        out.println();
        for (Finding finding : findings) {
            out.printf("%s %s%n", finding.problem() ? "Problem:" : "Note:", TerminalText.line(finding.what()));
            if (!finding.remedy().isEmpty()) {
                out.printf("  %s%n", TerminalText.line(finding.remedy()));
            }
        }
        out.println(findings.stream().anyMatch(Finding::problem) ? "Updates do not all arrive." : "All is well.");
        out.flush();
    }

    private void line(String label, String value) {
        out.printf("  %-12s %s%n", label, TerminalText.line(value));
    }
}
