package dev.telegramlake.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `./lake poll` in a process of its own.
final class PollProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private PollProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// @param output file for what it says
    static PollProcess start(String token, List<String> options, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lake.class.getName(), "poll"));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("BOT_TOKEN", token);
        return new PollProcess(builder.start(), output);
    }

    /// As `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// As `kill`; gives the exit status.
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Duration.ofMinutes(1))) {
            throw new IllegalStateException("Still running a minute after SIGTERM");
        }
        return process.exitValue();
    }

    /// What it has said so far.
    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
