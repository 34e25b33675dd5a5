package dev.telegramlake.local.firehose.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.FullDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal that another process has: one whose disk becomes full, and that is killed.
final class JournalProcessTest {
    private static final int RECORDS = 20;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Process process;

    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null && !line.equals("done"); line = out.readLine()) {
            said.add(line);
        }
    }

    @AfterEach
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Test
    void aJournalOfALivingProcessIsNotOpenedTwice() {
        assertThatThrownBy(() -> open(folder)).isInstanceOf(IOException.class).hasMessageContaining(folder.toString());
    }

    @Test
    void aFullDiskRefusesAndWhatWasAcknowledgedBeforeAndAfterSurvivesAKill() throws Exception {
        kill();

        List<String> acknowledged = said.stream()
                .filter(line -> line.startsWith("acknowledged "))
                .map(line -> line.substring("acknowledged ".length()))
                .toList();
        assertThat(acknowledged).contains("before-0", "after-0").noneMatch(record -> record.startsWith("full"));
        assertThat(said).contains("refused full-0", "refused full-19");
        try (Journal journal = open(folder)) {
            assertThat(JournalTest.read(journal))
                    .map(String::strip)
                    .containsAll(acknowledged)
                    .doesNotHaveDuplicates();
            assertThat(journal.damaged()).isZero();
        }
    }

    private static Journal open(Path folder) throws IOException {
        return Journal.open(folder, JournalLimits.withBacklog(2 << 20), InstantSource.system());
    }

    /// Writes while there is room, while there is none, and while there is again.
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            FullDisk disk = new FullDisk();
            Journal journal = open(Path.of(arguments[0]));
            write(journal, "before");
            disk.fill(100); // in the middle of an entry
            write(journal, "full");
            disk.free();
            write(journal, "after");
            System.out.println("done");
            Thread.sleep(Long.MAX_VALUE);
        }

        private static void write(Journal journal, String name) throws InterruptedException {
            for (int i = 0; i < RECORDS; i++) {
                String record = "%s-%d".formatted(name, i);
                try {
                    journal.append(List.of((record + " ".repeat(100)).getBytes(StandardCharsets.UTF_8)));
                    System.out.println("acknowledged " + record);
                } catch (JournalUnavailableException full) {
                    System.out.println("refused " + record);
                }
            }
        }
    }
}
