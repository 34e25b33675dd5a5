package dev.telegramlake.bench.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A contender in a process of its own, so that no other's profile is in its compiled code. It works when it is told
/// to: a line with milliseconds of CPU time in, a line with a [Slice] out.
final class ContenderProcess implements AutoCloseable {
    /// As the functions have it: one core, and what Lambda's 512 MB leave for the heap.
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx384m");

    private final String name;
    private final Process process;
    private final BufferedReader out;

    private ContenderProcess(String name, ProcessBuilder builder) throws IOException {
        this.name = name;
        this.process = builder.start();
        this.out = process.inputReader();
    }

    /// @param main its `main` method is to call [#serve]
    static ContenderProcess java(String name, Class<?> main, List<String> arguments, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = JavaProcess.of(FLAGS, main, arguments);
        builder.environment().putAll(environment);
        return new ContenderProcess(name, builder);
    }

    static ContenderProcess of(String name, List<String> command) throws IOException {
        return new ContenderProcess(name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    Slice work(int cpuMillis) throws IOException {
        process.outputWriter().write(cpuMillis + "\n");
        process.outputWriter().flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException(name + " ended before it was told to");
        }
        return Slice.parse(line);
    }

    /// Works as standard input says, until it ends.
    static void serve(Contender contender, Meter meter) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(Slice.of(contender, meter, TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line)))
                    .line());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
