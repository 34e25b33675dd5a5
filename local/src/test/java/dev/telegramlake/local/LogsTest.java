package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogsTest {
    @Test
    void whatComesFromOutsideIsNoRecordOfItsOwn() {
        LogRecord record = new LogRecord(Level.SEVERE, "Failed: \u001b[2Ja\nJan 01, 2027 forged\rover\u2028line");
        record.setThrown(new IllegalStateException("inner\nJan 02, 2027 forged too"));

        String text = new Logs.OneRecordALine().format(record);

        assertThat(text).endsWith("\n").doesNotContain("\u001b", "\r").contains("forged", "forged too", "LogsTest");
        assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("  "));
    }

    @Test
    void trinosOwnErrorsAreInTheFileOnly() {
        assertThat(Logs.isForTheTerminal(from("io.trino.operator.HttpPageBufferClient")))
                .isFalse();
        assertThat(Logs.isForTheTerminal(from("dev.telegramlake.local.Pipeline")))
                .isTrue();
        assertThat(Logs.isForTheTerminal(from(null))).isTrue();
    }

    @Test
    void aFloodOfOneLoggerDoesNotRotateAwayWhatOthersWrote(@TempDir Path folder) throws IOException {
        HandClock clock = new HandClock(Instant.parse("2026-09-01T10:00:00Z"));
        Logger root = Logger.getLogger("");
        Handler[] before = root.getHandlers();
        Level level = root.getLevel();
        Logs.into(folder, "lake", clock);
        try {
            Logger.getLogger("quiet").info("to be kept");
            for (int i = 0; i < 200_000; i++) {
                Logger.getLogger("flood").info("x".repeat(200));
            }
            clock.advance(Duration.ofMinutes(1));
            Logger.getLogger("flood").info("the next minute's");
        } finally {
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
                handler.close();
            }
            Stream.of(before).forEach(root::addHandler);
            root.setLevel(level);
        }

        assertThat(folder.resolve("lake-0.log"))
                .content()
                .contains("to be kept", "199000 more records came from flood", "the next minute's")
                .hasSizeLessThan(1 << 20);
    }

    private static LogRecord from(@Nullable String logger) {
        LogRecord record = new LogRecord(Level.SEVERE, "Failed");
        record.setLoggerName(logger);
        return record;
    }
}
