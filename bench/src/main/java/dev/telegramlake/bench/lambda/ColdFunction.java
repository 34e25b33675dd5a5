package dev.telegramlake.bench.lambda;

import dev.telegramlake.bench.contest.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A function that starts anew for each event, in Lambda's own
/// [runtime interface client](https://github.com/aws/aws-lambda-java-libs) and a process of its own.
///
/// Its jars are on the class path, as a container image can have it: a class loader of the runtime's reads the jars of
/// a zip, and what that loads no cache of the JVM can hold.
public final class ColdFunction {
    /// For a function of 512 MB.
    private static final List<String> FLAGS = flags("-Xmx384m");

    private static final List<String> RUNTIME = List.of(
            "aws-lambda-java-runtime-interface-client",
            "aws-lambda-java-core",
            "aws-lambda-java-serialization",
            "utils-lite");

    private final String handler;
    private final List<String> classPath;
    private final Map<String, String> environment;
    private final Path folder;

    /// @param jars   the function's
    /// @param folder where its log and its cache are written
    public ColdFunction(String handler, List<Path> jars, Map<String, String> environment, Path folder)
            throws IOException {
        this.handler = handler;
        this.classPath = new ArrayList<>(runtime());
        jars.forEach(jar -> classPath.add(jar.toAbsolutePath().toString()));
        this.environment = environment;
        this.folder = Files.createDirectories(folder);
    }

    /// The JVM's, as Lambda has them where it takes no snapshot.
    public static List<String> flags(String heap) {
        return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", heap, "--enable-native-access=ALL-UNNAMED");
    }

    /// From this program's own class path.
    private static List<String> runtime() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> RUNTIME.stream()
                        .anyMatch(name -> Path.of(jar).getFileName().toString().matches(name + "-[0-9].*")))
                .toList();
    }

    /// Starts the function, waits for its answer and ends it.
    public FirstAnswer start(byte[] event) throws Exception {
        return start(event, List.of());
    }

    /// The same with the cache that [#train] has made.
    public FirstAnswer startCached(byte[] event) throws Exception {
        // "on" fails where the cache cannot be used.
        return start(event, List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache()));
    }

    /// Makes the [cache](https://openjdk.org/jeps/514) of what the function loads until its first answer.
    public void train(byte[] event) throws Exception {
        start(event, List.of("-XX:AOTCacheOutput=" + cache()));
        if (!Files.exists(cache())) {
            throw new IOException("No cache was written: " + Files.readString(log()));
        }
    }

    private Path cache() {
        return folder.resolve("function.aot");
    }

    private Path log() {
        return folder.resolve("log.txt");
    }

    private FirstAnswer start(byte[] event, List<String> flags) throws Exception {
        List<String> all = new ArrayList<>(FLAGS);
        all.addAll(flags);
        try (RuntimeApi api = new RuntimeApi(event)) {
            ProcessBuilder builder = JavaProcess.of(
                            all,
                            String.join(File.pathSeparator, classPath),
                            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                            List.of(handler))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile());
            builder.environment().putAll(environment);
            builder.environment()
                    .putAll(Map.of(
                            "_HANDLER",
                            handler,
                            "LAMBDA_TASK_ROOT",
                            folder.toString(),
                            "AWS_LAMBDA_RUNTIME_API",
                            api.address(),
                            "AWS_LAMBDA_FUNCTION_NAME",
                            "f",
                            "AWS_LAMBDA_FUNCTION_VERSION",
                            "1",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "512"));
            long began = System.nanoTime();
            Process process = builder.start();
            try {
                CompletableFuture.anyOf(api.answer(), process.onExit()).get(60, TimeUnit.SECONDS);
                if (!api.answer().isDone()) {
                    throw new IOException("%s ended: %s".formatted(handler, Files.readString(log())));
                }
                double cpuSeconds =
                        process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
                return new FirstAnswer(api.answer().get(), (api.answeredNanos() - began) / 1e9, cpuSeconds);
            } finally {
                // Not by force: the cache is written at the end.
                process.destroy();
                process.onExit()
                        .orTimeout(120, TimeUnit.SECONDS)
                        .exceptionally(stuck -> process.destroyForcibly())
                        .join();
            }
        }
    }
}
