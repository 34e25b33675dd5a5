package dev.telegramlake.local.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The query engine in a process of its own, which is started again when it ends. A statement that takes all memory
/// or never stops costs that process, and who asked meanwhile an answer; the pipeline goes on.
///
/// The process ends when its standard input does, and so with this one, however that ends.
public final class EngineProcess implements Engine {
    /// What ends the process when a query cannot be stopped.
    public static final int STUCK = 70;

    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
    private static final int OUT_OF_MEMORY = 3;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    /// A query keeps to its own limits of memory within these; what does not ends the process. What Trino asks for.
    private static final List<String> FLAGS = List.of(
            "-Xmx1536m",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-modules",
            "jdk.incubator.vector",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private final Class<?> main;
    private final EngineSettings settings;
    private final Thread supervisor;
    private volatile Running running;
    private volatile boolean isClosing;

    private EngineProcess(Class<?> main, EngineSettings settings) throws IOException {
        this.main = main;
        this.settings = settings;
        this.running = launch();
        this.supervisor = Thread.ofPlatform().name("query-engine").daemon().start(this::supervise);
    }

    /// Starts the engine, and returns when it answers.
    ///
    /// @param main a class whose main method calls [EngineServer#run]
    /// @throws IOException with what the process said, when it does not start
    public static EngineProcess start(Class<?> main, EngineSettings settings) throws IOException {
        return new EngineProcess(main, settings);
    }

    /// A process, and where it listens; null when it has ended.
    private record Running(Process process, @Nullable Address address) {}

    private Running launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        Process process = new ProcessBuilder(command).start();
        OutputStream input = process.getOutputStream();
        input.write(EngineServer.write(settings));
        input.flush();
        Thread.ofPlatform().name("query-engine-errors").daemon().start(() -> pass(process.getErrorStream()));
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ready = output.readLine();
        if (ready == null) {
            throw new IOException("The query engine did not start. The reason is in %s.".formatted(settings.logs()));
        }
        Thread.ofPlatform().name("query-engine-output").daemon().start(() -> pass(process.getInputStream()));
        EngineServer.Ready said = new ObjectMapper().readValue(ready, EngineServer.Ready.class);
        return new Running(process, new Address(URI.create(said.uri()), said.secret()));
    }

    private static void pass(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> LOG.warn("Query engine: {}", line));
        } catch (IOException | RuntimeException e) {
            LOG.debug("The query engine's output ended", e);
        }
    }

    private void supervise() {
        Duration pause = Duration.ofSeconds(1);
        while (!isClosing) {
            try {
                int status = running.process().waitFor();
                if (isClosing) {
                    return;
                }
                running = new Running(running.process(), null);
                LOG.error("The query engine ended: {}. It is started again.", reason(status));
                running = launch();
                pause = Duration.ofSeconds(1);
            } catch (IOException e) {
                LOG.error("The query engine could not be started again; another try in {} s", pause.toSeconds(), e);
                pause = sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Duration sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Duration next = pause.multipliedBy(2);
        return next.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : next;
    }

    private static String reason(int status) {
        return switch (status) {
            case OUT_OF_MEMORY -> "a query took all of its memory";
            case STUCK -> "a query could not be stopped";
            default -> "status " + status;
        };
    }

    /// The id of the process that runs now, or ran last.
    public long pid() {
        return running.process().pid();
    }

    @Override
    public Address address() throws EngineUnavailableException {
        Address address = running.address();
        if (address == null) {
            throw new EngineUnavailableException("The query engine is being started again");
        }
        return address;
    }

    @Override
    public void close() throws IOException {
        isClosing = true;
        supervisor.interrupt();
        Process process = running.process();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
