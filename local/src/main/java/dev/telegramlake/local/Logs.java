package dev.telegramlake.local;

import dev.telegramlake.local.http.RateLimit;
import dev.telegramlake.local.trino.EmbeddedTrino;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Where logs go: everything from INFO to a file that is rotated, errors to the terminal as well, except Trino's: why
/// a query failed is in its answer, and what Trino could not tidy up after one that was left early is no failure.
final class Logs {
    private static final int FILE_BYTES = 10 << 20;
    private static final int FILES = 3;

    /// Records of one logger.
    private static final int MAX_PER_MINUTE = 1000;

    private Logs() {}

    /// @param name of the files
    static void into(Path folder, String name) throws IOException {
        into(folder, name, InstantSource.system());
    }

    static void into(Path folder, String name, InstantSource clock) throws IOException {
        Files.createDirectories(folder);
        EmbeddedTrino.leaveTheTerminal();
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
            handler.close();
        }
        FileHandler file = new LogFile(folder.resolve(name + "-%g.log").toString(), clock);
        file.setFormatter(new OneRecordALine());
        file.setLevel(Level.INFO);
        root.addHandler(file);
        ConsoleHandler console = new ConsoleHandler();
        console.setFormatter(new OneRecordALine());
        console.setLevel(Level.SEVERE);
        console.setFilter(Logs::isForTheTerminal);
        root.addHandler(console);
        root.setLevel(Level.INFO);
    }

    static boolean isForTheTerminal(LogRecord record) {
        return record.getLoggerName() == null || !record.getLoggerName().startsWith("io.trino.");
    }

    /// Keeps what came from outside from looking like a record of its own, and from steering a terminal: only the
    /// first line of a record begins at the margin, and there are no control characters.
    static final class OneRecordALine extends SimpleFormatter {
        @Override
        public String format(LogRecord record) {
            String text = super.format(record).stripTrailing();
            return text.replaceAll("\\R", "\n  ").replaceAll("[\\p{Cc}&&[^\n\t]]", "?") + "\n";
        }
    }

    /// Who can make a logger write, by asking a port, must not rotate away what others wrote: of a flood, only how
    /// much there was is written. When the process is stopped, the JVM closes this before the pipeline has said its
    /// last.
    private static final class LogFile extends FileHandler {
        private final Map<String, RateLimit> limits = new HashMap<>();
        private final InstantSource clock;
        private boolean closed;

        private LogFile(String pattern, InstantSource clock) throws IOException {
            super(pattern, FILE_BYTES, FILES, true);
            this.clock = clock;
        }

        @Override
        public synchronized void publish(LogRecord line) {
            if (closed || !isLoggable(line)) {
                return;
            }
            String logger = String.valueOf(line.getLoggerName());
            OptionalLong heldBack = limits.computeIfAbsent(logger, first -> new RateLimit(MAX_PER_MINUTE, clock))
                    .pass();
            if (heldBack.isEmpty()) {
                return;
            }
            if (heldBack.getAsLong() > 0) {
                LogRecord count = new LogRecord(
                        Level.WARNING, "%d more records came from %s".formatted(heldBack.getAsLong(), logger));
                count.setLoggerName(Logs.class.getName());
                super.publish(count);
            }
            super.publish(line);
        }

        @Override
        public synchronized void close() {
            closed = true;
            super.close();
        }
    }
}
