package dev.telegramlake.bench;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.analytics.athena.AthenaQuery;
import dev.telegramlake.bench.contest.JavaProcess;
import dev.telegramlake.local.cli.Lake;
import dev.telegramlake.local.deployment.LocalDeployment;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `./lake up` in a process of its own, on free ports.
final class LakeProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx2g";

    private final Process process;
    private final LocalDeployment deployment;
    private final URI page;
    private final URI aws;
    private final URI s3;
    private final String secret;
    private final Duration start;

    private LakeProcess(
            Process process, LocalDeployment deployment, URI page, URI aws, URI s3, String secret, Duration start) {
        this.process = process;
        this.deployment = deployment;
        this.page = page;
        this.aws = aws;
        this.s3 = s3;
        this.secret = secret;
        this.start = start;
    }

    /// Returns when it is ready.
    ///
    /// @param data    its folder
    /// @param options more options of `up`, or of the JVM where they begin with `-X`
    static LakeProcess up(Path data, String... options) throws IOException {
        long began = System.nanoTime();
        List<String> flags = trinoFlags(HEAP);
        List<String> arguments = new ArrayList<>(
                List.of("up", "--data", data.toString(), "--port", "0", "--aws-port", "0", "--s3-port", "0"));
        for (String option : options) {
            (option.startsWith("-X") ? flags : arguments).add(option);
        }
        Path folder = requireNonNull(data.toAbsolutePath().getParent(), "the data folder has no parent");
        flags.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
        Process process = command(folder, flags, arguments);
        List<String> said = new ArrayList<>();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith("telegram-lake is ready")) {
                URI page = address("telegram-lake is ready: ", said);
                URI aws = address("  AWS API     ", said);
                URI s3 = address("  S3          ", said);
                return new LakeProcess(
                        process,
                        new LocalDeployment(data, page, aws, s3),
                        page,
                        aws,
                        s3,
                        word("  secret      ", said),
                        Duration.ofNanos(System.nanoTime() - began));
            }
        }
        throw new IOException("The pipeline did not start: " + said);
    }

    /// What the embedded Trino needs of its JVM.
    ///
    /// @param heap as the JVM's flag has it
    static List<String> trinoFlags(String heap) {
        return new ArrayList<>(List.of(
                heap,
                "--add-modules=jdk.incubator.vector",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
    }

    /// Starts a command of `./lake` in a folder; its errors are shown.
    static Process command(@Nullable Path folder, List<String> flags, List<String> arguments) throws IOException {
        return JavaProcess.of(flags, Lake.class, arguments)
                .directory(folder == null ? null : folder.toFile())
                .start();
    }

    private static String word(String label, List<String> said) {
        String line =
                said.stream().filter(each -> each.startsWith(label)).findFirst().orElseThrow();
        return line.substring(label.length()).replaceFirst(" .*", "");
    }

    private static URI address(String label, List<String> said) {
        return URI.create(word(label, said));
    }

    URI page() {
        return page;
    }

    /// Of the Firehose and Athena API.
    URI aws() {
        return aws;
    }

    URI s3() {
        return s3;
    }

    String secret() {
        return secret;
    }

    LocalDeployment deployment() {
        return deployment;
    }

    /// From the start of the process to the line that says that it is ready.
    Duration start() {
        return start;
    }

    /// Rows of a query, as Athena prints them.
    List<List<@Nullable String>> query(String sql) throws Exception {
        List<List<@Nullable String>> rows = new ArrayList<>();
        AthenaQuery.run(deployment.athena(), sql).rows(rows::add);
        return rows;
    }

    /// Makes it collect all of its garbage now.
    void collectGarbage() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        int status = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("jcmd ended with status " + status);
        }
    }

    /// Megabytes that the process has in memory now.
    long residentMegabytes() {
        return ProcessMemory.residentMegabytes(process.pid());
    }

    @Override
    public void close() {
        deployment.close();
        process.destroy();
        process.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .exceptionally(stuck -> process.destroyForcibly())
                .join();
    }
}
