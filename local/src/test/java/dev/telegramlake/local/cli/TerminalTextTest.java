package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalTextTest {
    @Test
    void whatSteersATerminalIsASpace() {
        assertThat(TerminalText.line("a\u001b[2J\u009b\u0007\r\n\u202eb\u2066c\u007f"))
                .isEqualTo("a [2J     b c ");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF})
    void whatTurnsTheDirectionEndsALineOrIsNotSeenIsASpace(int character) {
        String text = "a" + Character.toString(character) + "b";

        assertThat(TerminalText.line(text)).isEqualTo("a b");
        assertThat(TerminalText.of(text)).isEqualTo("a b");
    }

    @Test
    void aWriterShowsNothingElse() {
        StringWriter terminal = new StringWriter();
        PrintWriter writer = TerminalText.writer(new PrintWriter(terminal));

        writer.printf("%s|", "a\u001b[2J");
        writer.print('\u202e');
        writer.print("b\u200f".toCharArray());
        writer.append("c\u009b").flush();

        assertThat(terminal).hasToString("a [2J| b c ");
    }

    @Test
    void wordsOfAllLanguagesAndLineBreaksStay() {
        String words = "\u05e9\u05dc\u05d5\u05dd \ud83d\udc68\u200d\ud83d\udc69 e\u0301\nnext";

        assertThat(TerminalText.of(words)).isEqualTo(words);
    }
}
