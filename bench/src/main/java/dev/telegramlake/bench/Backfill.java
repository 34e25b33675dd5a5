package dev.telegramlake.bench;

import dev.telegramlake.local.cli.Lake;
import dev.telegramlake.local.deployment.LocalDeployment;
import dev.telegramlake.schema.UpdatesTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/// Time and memory of `./lake backfill` with a heap of 512 MB: an export of a million messages of three years, brought
/// in
/// twice into a pipeline in a process of its own. The rows are counted after each.
///
/// Arguments: messages (1000000), days (1096).
public final class Backfill {
    private static final List<String> FLAGS = List.of(
            "--add-modules=jdk.incubator.vector",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private Backfill() {}

    /// Runs, and prints a table of what it took.
    public static void main(String[] arguments) {
        try {
            measure(
                    arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000,
                    arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_096);
            System.exit(0);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(int messages, int days) throws Exception {
        Path folder = Files.createTempDirectory("backfill-bench");
        Path file = folder.resolve("result.json");
        Path data = folder.resolve("data");
        Process pipeline = lake("-Xmx2g", folder, "up", "--data", data.toString());
        try {
            System.out.printf(
                    "%s, %d processors, Java %s%n",
                    System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Runtime.version());
            BackfillExport export = BackfillExport.write(
                    file, messages, LocalDate.now(ZoneOffset.UTC).minusDays(1), days);
            System.out.printf("Export of %,d messages, %,d bytes, %d days%n", messages, Files.size(file), days);
            List<URI> addresses = addresses(pipeline);
            System.out.printf("%-8s %10s %12s %12s %14s%n", "run", "seconds", "messages/s", "rows", "peak memory");
            run("first", file, export, addresses, folder);
            run("second", file, export, addresses, folder);
        } finally {
            pipeline.destroy();
            if (!pipeline.waitFor(30, TimeUnit.SECONDS)) {
                pipeline.destroyForcibly().waitFor();
            }
            remove(folder);
        }
    }

    private static Process lake(String heap, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(arguments[0].equals("up") ? FLAGS : List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lake.class.getName()));
        command.addAll(List.of(arguments));
        if (arguments[0].equals("up")) {
            command.addAll(List.of("--port", "0", "--aws-port", "0", "--s3-port", "0"));
        }
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Of the S3 server, the AWS API and the page, in the order in which they are printed.
    private static List<URI> addresses(Process pipeline) throws IOException {
        List<URI> addresses = new ArrayList<>();
        BufferedReader out = pipeline.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.matches(" *(S3|AWS API) .*|telegram-lake is ready.*")) {
                addresses.add(URI.create(line.replaceFirst(".*(http://[^ ]+).*", "$1")));
            }
            if (line.startsWith("telegram-lake is ready")) {
                return addresses;
            }
        }
        throw new IOException("The pipeline did not start");
    }

    private static void run(String name, Path file, BackfillExport export, List<URI> addresses, Path folder)
            throws Exception {
        long began = System.nanoTime();
        Process process = lake(
                "-Xmx256m",
                folder,
                "backfill",
                file.toString(),
                "--s3-port",
                String.valueOf(addresses.getFirst().getPort()),
                "--aws-port",
                String.valueOf(addresses.get(1).getPort()),
                "--port",
                String.valueOf(addresses.getLast().getPort()));
        long peak = 0;
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakMegabytes(process));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException("The command ended with status " + process.exitValue());
        }
        List<String> counts = counts(addresses);
        List<String> expected = List.of(
                String.valueOf(export.rows()), String.valueOf(export.rows()), String.valueOf(export.messages()));
        if (!counts.equals(expected)) {
            throw new IOException("Rows, different updates, messages: %s instead of %s".formatted(counts, expected));
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%-8s %10.1f %,12.0f %,12d %,11d MB",
                name,
                seconds,
                export.messages() / seconds,
                export.rows(),
                peak));
    }

    private static long peakMegabytes(Process process) throws IOException {
        Path status = Path.of("/proc/%d/status".formatted(process.pid()));
        try (Stream<String> lines = Files.lines(status)) {
            String kilobytes = lines.filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .orElse("0")
                    .replaceAll("[^0-9]", "");
            return Long.parseLong(kilobytes) / 1024;
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0;
        }
    }

    private static List<String> counts(List<URI> addresses) throws Exception {
        try (LocalDeployment pipeline =
                new LocalDeployment(Path.of("data"), addresses.getLast(), addresses.get(1), addresses.getFirst())) {
            AthenaClient athena = pipeline.athena();
            String id = athena.startQueryExecution(start -> start.queryString(
                                    "SELECT count(*), count(DISTINCT update_id), count(DISTINCT if(kind"
                                            + " = 'message', message_id)) FROM updates")
                            .queryExecutionContext(context -> context.database(UpdatesTable.DATABASE)))
                    .queryExecutionId();
            while (true) {
                QueryExecutionStatus status = athena.getQueryExecution(get -> get.queryExecutionId(id))
                        .queryExecution()
                        .status();
                switch (status.state()) {
                    case QUEUED, RUNNING -> Thread.sleep(100);
                    case SUCCEEDED -> {
                        return athena
                                .getQueryResults(get -> get.queryExecutionId(id))
                                .resultSet()
                                .rows()
                                .getLast()
                                .data()
                                .stream()
                                .map(datum -> datum.varCharValue())
                                .toList();
                    }
                    case FAILED, CANCELLED, UNKNOWN_TO_SDK_VERSION -> throw new IOException(status.stateChangeReason());
                }
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
