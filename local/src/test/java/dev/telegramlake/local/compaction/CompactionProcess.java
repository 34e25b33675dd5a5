package dev.telegramlake.local.compaction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.compaction.CompactionSettings;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The compaction function in a process of its own, which knows the emulators by the SDK's environment variables only,
/// so that it can be killed.
final class CompactionProcess implements AutoCloseable {
    private static final String READY = "ready";
    private static final String DONE = "done";

    private final Process process;
    private final TemporaryFolder temporary;

    private CompactionProcess(Process process, TemporaryFolder temporary) {
        this.process = process;
        this.temporary = temporary;
    }

    /// Starts the process, which then waits.
    ///
    /// @param stopAt the step at whose beginning it stands still; `none` for no such step
    static CompactionProcess start(Pipeline pipeline, Map<String, String> settings, Duration ahead, String stopAt)
            throws IOException {
        LocalCredentials credentials = pipeline.credentials();
        TemporaryFolder temporary = new TemporaryFolder("compaction-process");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary.path(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CompactionProcess.class.getName(),
                        ahead.toString(),
                        stopAt))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(settings);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL_S3", pipeline.s3().toString(),
                        "AWS_ENDPOINT_URL_ATHENA", pipeline.aws().toString(),
                        "AWS_REGION", LocalCredentials.REGION,
                        "AWS_ACCESS_KEY_ID", credentials.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey()));
        return new CompactionProcess(builder.start(), temporary);
    }

    /// Lets the function run, once the process is ready.
    void run() throws IOException {
        awaitLine(READY);
        process.outputWriter().write("go\n");
        process.outputWriter().flush();
    }

    void awaitEnd() throws IOException {
        awaitLine(DONE);
    }

    /// Waits until the step has begun at which the process stands still.
    void awaitStep(String step) throws IOException {
        awaitLine("at " + step);
    }

    private void awaitLine(String expected) throws IOException {
        for (String line = process.inputReader().readLine();
                !expected.equals(line);
                line = process.inputReader().readLine()) {
            if (line == null) {
                throw new IOException("The process ended before it said " + expected);
            }
        }
    }

    /// As `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        temporary.close();
    }

    /// In the process: waits for a line, runs the function once, and says what it is about.
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.parse(arguments[0]));
        String stopAt = arguments[1];
        CompactionHandler handler = new CompactionHandler(
                CompactionSettings.from(System.getenv()),
                S3Client.builder()
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build(),
                AthenaClient.builder()
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build(),
                clock);
        say(READY);
        if (System.in.read() < 0) {
            return;
        }
        handler.handleRequest(
                new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                context(line -> {
                    if (line.contains("\"step\":\"" + stopAt + "\"")) {
                        say("at " + stopAt);
                        standStill();
                    }
                }));
        say(DONE);
        standStill();
    }

    private static void standStill() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private interface Lines {
        void line(String line);
    }

    private static Context context(Lines log) {
        LambdaLogger logger = new LambdaLogger() {
            @Override
            public void log(String message) {
                log.line(message);
            }

            @Override
            public void log(byte[] message) {
                throw new UncheckedIOException(new IOException("not expected"));
            }
        };
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "getLogger" -> logger;
                    case "getRemainingTimeInMillis" -> 900_000;
                    case "getMemoryLimitInMB" -> 1024;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
