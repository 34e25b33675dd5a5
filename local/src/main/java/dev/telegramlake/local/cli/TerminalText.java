package dev.telegramlake.local.cli;

/// Makes text that others wrote harmless on a terminal, which takes control characters for commands and can be made to
/// show words in another order.
final class TerminalText {
    /// Control characters, and those that turn the direction of writing.
    private static final String STEERING = "\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069";

    private TerminalText() {}

    /// Line breaks stay.
    static String of(String text) {
        return text.replaceAll("[" + STEERING + "&&[^\n]]", " ");
    }

    static String line(String text) {
        return text.replaceAll("[" + STEERING + "]", " ");
    }
}
