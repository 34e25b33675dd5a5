package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackfillBarTest {
    @TempDir
    Path folder;

    @Test
    void elsewhereThanOnATerminalItIsALineWhereAStepBegins() throws IOException {
        assertThat(shown(false).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("Reading     50%  2 of 4 MB, 256 messages, .* a second, .* left"),
                        line -> assertThat(line).isEqualTo("Writing      0%  0 of 8 days"),
                        line -> assertThat(line).isEqualTo("Committing  25%  2 of 8 days"));
    }

    @Test
    void onATerminalItIsABarThatIsGoneAtItsEnd() throws IOException {
        assertThat(shown(true))
                .contains("Reading    [###############               ]  50%  2 of 4 MB")
                .contains("\r\033[KCommitting [########")
                .doesNotContain("\n")
                .endsWith("\r\033[K");
    }

    private String shown(boolean terminal) throws IOException {
        StringWriter out = new StringWriter();
        Path file = Files.write(folder.resolve("file"), new byte[4 << 20]);
        try (CountedInput input = CountedInput.open(file);
                BackfillBar bar = new BackfillBar(input, new PrintWriter(out), terminal)) {
            input.readNBytes(2 << 20);
            for (int messages = 1; messages <= 256; messages++) {
                bar.read(messages);
            }
            bar.writing(0, 8);
            bar.committing(2, 8);
        }
        return out.toString();
    }
}
