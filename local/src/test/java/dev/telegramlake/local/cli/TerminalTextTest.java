package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalTextTest {
    @Test
    void whatSteersATerminalIsASpace() {
        assertThat(TerminalText.line("a\u001b[2J\u009b\u0007\r\n\u202eb\u2066c\u007f"))
                .isEqualTo("a [2J     b c ");
    }

    @Test
    void wordsOfAllLanguagesAndLineBreaksStay() {
        String words = "\u05e9\u05dc\u05d5\u05dd \ud83d\udc68\u200d\ud83d\udc69 e\u0301\nnext";

        assertThat(TerminalText.of(words)).isEqualTo(words);
    }
}
