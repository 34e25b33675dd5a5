package dev.telegramlake.local.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [PipelineProcess] that is killed and started again on the same folder, with a [FaultProxy] before its webhook and
/// before each service that its parts call.
final class PipelineUnderTest implements AutoCloseable {
    static final Set<Long> ALLOWED = Set.of(-1001L, -1002L, -1003L, -1004L);

    private static final long START_SECONDS = 180;
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private final PipelineProcess.Kind kind;
    private final Path folder;
    private final SettableClock clock;
    private final Map<String, FaultProxy> proxies = new LinkedHashMap<>();
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
    private volatile @Nullable Process process;
    private final AtomicInteger upheavals = new AtomicInteger();
    private volatile boolean diskFull;

    PipelineUnderTest(PipelineProcess.Kind kind, Path folder, SettableClock clock, FaultCounts counts)
            throws IOException {
        this.kind = kind;
        this.folder = folder;
        this.clock = clock;
        for (String service : List.of("s3", "firehose", "athena", "webhook")) {
            proxies.put(service, new FaultProxy(trouble -> counts.struck(Fault.of(service, trouble))));
        }
    }

    /// Returns when it is ready.
    void start() throws IOException, InterruptedException {
        upheavals.incrementAndGet();
        diskFull = false;
        Process started = command().start();
        process = started;
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> listen(started, ready));
        try {
            addresses.put("page", ready.get(START_SECONDS, TimeUnit.SECONDS));
            proxy("webhook").upstream(page().getPort());
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("The pipeline did not start: see %s".formatted(log()), failure);
        }
    }

    private ProcessBuilder command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(kind == PipelineProcess.Kind.WHOLE ? "-Xmx1g" : "-Xmx256m");
        command.addAll(FLAGS);
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp-" + upheavals)));
        command.add("-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PipelineProcess.class.getName()));
        command.addAll(List.of(kind.name(), data().toString(), clock.offset().toString()));
        command.add(ALLOWED.stream().map(String::valueOf).collect(Collectors.joining(",")));
        proxies.forEach((service, proxy) -> command.add(service + "=" + proxy.address()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private void listen(Process started, CompletableFuture<URI> ready) {
        try (BufferedReader output = started.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "ready" -> ready.complete(URI.create(words[1]));
                    case "refused" -> refusals.add(Integer.valueOf(words[1]));
                    case "s3", "firehose", "athena" -> {
                        URI address = URI.create(words[1]);
                        addresses.put(words[0], address);
                        proxy(words[0]).upstream(address.getPort());
                    }
                    default -> {
                        // a library's own words
                    }
                }
            }
        } catch (IOException killed) {
            // as it should be
        }
        ready.completeExceptionally(new IOException("It ended before it was ready"));
    }

    /// As `kill -9`.
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
        refusals.clear();
    }

    boolean isRunning() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /// The clock of this pipeline, which is not always right.
    void setClock(Duration offset) {
        clock.set(offset);
        order("clock " + offset);
    }

    void fillDisk(long bytesOfAFile) {
        upheavals.incrementAndGet();
        diskFull = true;
        order("full " + bytesOfAFile);
    }

    /// Makes room again, and says how many writes were refused meanwhile.
    int freeDisk() throws InterruptedException {
        order("free");
        Integer refused = isRunning() ? refusals.poll(10, TimeUnit.SECONDS) : null;
        upheavals.incrementAndGet();
        diskFull = false;
        return refused == null ? 0 : refused;
    }

    boolean isDiskFull() {
        return diskFull;
    }

    private void order(String order) {
        Process running = process;
        if (running != null) {
            try {
                Writer orders = running.outputWriter();
                orders.write(order + "\n");
                orders.flush();
            } catch (IOException dead) {
                // the next one starts with the clock as it is, and with room on its disk
            }
        }
    }

    FaultProxy proxy(String service) {
        FaultProxy proxy = proxies.get(service);
        if (proxy == null) {
            throw new IllegalArgumentException(service);
        }
        return proxy;
    }

    void calm() {
        proxies.values().forEach(FaultProxy::calm);
    }

    /// Where Telegram sends to.
    URI webhook() {
        return proxy("webhook").address().resolve("/webhook");
    }

    /// Where the process itself listens, past the proxies.
    URI address(String service) {
        URI address = addresses.get(service);
        if (address == null) {
            throw new IllegalStateException("Not started: " + service);
        }
        return address;
    }

    URI page() {
        return address("page");
    }

    Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("process.log");
    }

    /// Grows with each start, and when its disk fills up or has room again.
    int upheavals() {
        return upheavals.get();
    }

    @Override
    public void close() throws IOException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
        for (FaultProxy proxy : proxies.values()) {
            proxy.close();
        }
    }
}
