package dev.telegramlake.bench.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Work that is done once, by a process of its own, so that the most memory that the process had is the work's. The
/// process says when it is ready, works when it is told to, says how long that took, and waits to be closed.
public final class OneRun implements AutoCloseable {
    private static final long LONGEST_MINUTES = 2;
    private static final String READY = "one-run ready";
    private static final String TOOK = "one-run nanoseconds ";

    private final String name;
    private final Process process;
    private final BufferedReader out;

    private OneRun(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = process.inputReader();
    }

    /// What such a process does.
    @FunctionalInterface
    public interface Work {
        /// Does it.
        void run() throws Exception;
    }

    /// Starts the process, and returns when it is ready.
    ///
    /// @param main  its `main` method is to call [#serve]
    /// @param flags of the JVM
    public static OneRun start(
            Class<?> main, List<String> flags, Map<String, String> environment, List<String> arguments)
            throws IOException {
        ProcessBuilder builder = JavaProcess.of(flags, main, arguments);
        builder.environment().putAll(environment);
        OneRun run = new OneRun(main.getSimpleName(), builder.start());
        try {
            run.line(READY);
            return run;
        } catch (IOException broken) {
            run.close();
            throw broken;
        }
    }

    /// Does the work when standard input says so, and ends with it.
    public static void serve(Work work) throws Exception {
        System.out.println(READY);
        if (System.in.read() < 0) {
            return;
        }
        long began = System.nanoTime();
        work.run();
        System.out.println(TOOK + (System.nanoTime() - began));
        while (System.in.read() >= 0) {
            // until it is closed
        }
    }

    /// Has the work done, and returns its seconds.
    ///
    /// @throws IOException when the process ended before that, or was ended after two minutes: with too little memory
    ///                     it would collect garbage for hours
    public double seconds() throws IOException {
        Future<?> limit = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LONGEST_MINUTES, TimeUnit.MINUTES));
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        double seconds = Long.parseLong(line(TOOK).substring(TOOK.length())) / 1e9;
        limit.cancel(false);
        return seconds;
    }

    /// Processor time of the process so far.
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    public long pid() {
        return process.pid();
    }

    private String line(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IOException(name + " ended before it had done its work");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
