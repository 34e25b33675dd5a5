package dev.telegramlake.local.cli;

import java.io.PrintWriter;

/// Makes text that others wrote harmless on a terminal, which takes control characters for commands and can be made to
/// show words in another order.
final class TerminalText {
    /// Control characters, other line breaks, and those that turn the direction of writing or are not seen. Not the
    /// joiners U+200C and U+200D, without which some languages and emoji are written wrongly.
    private static final String STEERING =
            "\\p{Cc}\\u00AD\\u061C\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069\\uFEFF";

    private TerminalText() {}

    /// Line breaks stay.
    static String of(String text) {
        return text.replaceAll("[" + STEERING + "&&[^\n]]", " ");
    }

    /// Writes to the terminal what others wrote, made harmless as by [#of].
    static PrintWriter writer(PrintWriter terminal) {
        return new PrintWriter(terminal, true) {
            @Override
            public void write(String text, int from, int length) {
                super.write(of(text.substring(from, from + length)), 0, length);
            }

            @Override
            public void write(char[] text, int from, int length) {
                write(String.valueOf(text, from, length), 0, length);
            }

            @Override
            public void write(int character) {
                write(Character.toString((char) character), 0, 1);
            }
        };
    }

    /// As [#of], on one line.
    static String line(String text) {
        return text.replaceAll("[" + STEERING + "]", " ");
    }
}
