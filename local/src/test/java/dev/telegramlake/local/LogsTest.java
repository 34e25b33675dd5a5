package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

    private static LogRecord from(@Nullable String logger) {
        LogRecord record = new LogRecord(Level.SEVERE, "Failed");
        record.setLoggerName(logger);
        return record;
    }
}
