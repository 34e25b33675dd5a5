package dev.telegramlake.local.botapi;

import java.util.List;
import java.util.regex.Pattern;

/// Reads Telegram's words for why a webhook did not take an update.
enum DeliveryFailure {
    SECRET(
            "\\b401\\b",
            "The webhook refuses the secret token.",
            "Run ./lake webhook set again: it gives Telegram the pipeline's secret. If the pipeline was started with its"
                    + " own --secret, give the same to webhook set."),
    PATH(
            "\\b40[45]\\b",
            "Something answers at the address, but not the webhook.",
            "The address must end in /webhook. Run ./lake webhook set again with the right --url."),
    FORBIDDEN("\\b403\\b", "A proxy or firewall before the webhook refuses Telegram.", "Let POST requests through."),
    REDIRECT(
            "\\b30[12378]\\b",
            "The address leads elsewhere, where Telegram does not follow.",
            "Run ./lake webhook set again with the address that is led to."),
    TOO_LARGE(
            "\\b413\\b",
            "A proxy before the webhook, or the webhook, finds an update too large.",
            "Allow bodies of 1 MiB."),
    GATEWAY(
            "\\b50[24]\\b",
            "A tunnel or proxy answers, but no pipeline behind it.",
            "Start the pipeline with ./lake up, and see that the tunnel leads to its port."),
    BUSY(
            "\\b(5[0-9]{2}|429)\\b",
            "The pipeline answers, but does not take updates.",
            "Look at the pipeline's log, on AWS at docs/operate.md, webhook-5xx. Telegram sends again by itself."),
    NAME("(?i)resolve", "The name in the address is not known.", "See that it is spelled right and has a DNS record."),
    CERTIFICATE(
            "(?i)certificate|ssl|tls",
            "The certificate of the address is not accepted.",
            "Use one of a known authority that is valid, names the host, and comes with its intermediate certificates."),
    UNREACHABLE(
            "(?i)connect|timed? ?out|timeout|unreachable|reset|closed",
            "Telegram does not reach the address, or gets no answer.",
            "See that the pipeline and the tunnel or proxy before it run, and that Telegram may connect."),
    OTHER("", "The webhook did not take an update.", "See that the address leads to the pipeline.");

    private final Pattern words;
    private final String meaning;
    private final String remedy;

    DeliveryFailure(String words, String meaning, String remedy) {
        this.words = Pattern.compile(words);
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /// @param message Telegram's `last_error_message`
    static DeliveryFailure of(String message) {
        return List.of(values()).stream()
                .filter(failure -> failure.words.matcher(message).find())
                .findFirst()
                .orElse(OTHER);
    }

    String meaning() {
        return meaning;
    }

    String remedy() {
        return remedy;
    }
}
