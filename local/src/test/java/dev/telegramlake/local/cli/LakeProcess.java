package dev.telegramlake.local.cli;

import dev.telegramlake.local.wire.CredentialsFile;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `./lake up` or `./lake demo` in a process of its own, on free ports, as soon as its ready line is there.
final class LakeProcess implements AutoCloseable {
    static final String SECRET = "test-secret";

    private static final String READY = "telegram-lake is ready: ";
    private static final List<String> FLAGS = List.of(
            "-Xmx1g",
            "--add-modules=jdk.incubator.vector",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private final Process process;
    private final URI webhook;
    private final URI aws;
    private final LocalCredentials credentials;

    private LakeProcess(Process process, URI webhook, URI aws, LocalCredentials credentials) {
        this.process = process;
        this.webhook = webhook;
        this.aws = aws;
        this.credentials = credentials;
    }

    static LakeProcess start(Path data) throws IOException {
        return start("up", data);
    }

    static LakeProcess start(String subcommand, Path data) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(data.resolve("tmp")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lake.class.getName(), subcommand));
        command.addAll(List.of("--data", data.toString(), "--secret", SECRET, "--buffer-seconds", "1"));
        command.addAll(List.of("--port", "0", "--aws-port", "0", "--s3-port", "0"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() || !lines.getLast().startsWith(READY)) {
            String line = output.readLine();
            if (line == null) {
                throw new IOException("No ready line: " + lines);
            }
            lines.add(line);
        }
        return new LakeProcess(
                process, address(lines, "webhook"), address(lines, "AWS API"), new CredentialsFile(data).read());
    }

    private static URI address(List<String> lines, String label) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(label))
                .flatMap(
                        line -> Stream.of(line.substring(label.length()).strip().split(" ", 2)[0]))
                .map(URI::create)
                .findFirst()
                .orElseThrow();
    }

    URI webhook() {
        return webhook;
    }

    /// Of the Firehose and Athena API.
    URI aws() {
        return aws;
    }

    LocalCredentials credentials() {
        return credentials;
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

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
