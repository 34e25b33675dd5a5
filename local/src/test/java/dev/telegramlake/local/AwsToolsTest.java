package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS CLI and boto3 as Debian packages them, unchanged, against the emulators, in the environment that
/// `./lake env` gives a shell. Skipped where they are not
/// installed.
final class AwsToolsTest {
    private static final String CLI = "/usr/bin/aws";
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static AthenaQueries athena;
    private static Path environment;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder.resolve("data")));
        environment = Files.writeString(folder.resolve("environment.sh"), lakeEnv());
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
    }

    @AfterAll
    static void stop() throws IOException {
        athena.close();
        pipeline.close();
    }

    @Test
    void theCommandLinePutsABatchAndFindsItInTheBucketAndInSql() throws Exception {
        require("the AWS CLI", "awscli", CLI, "--version");
        Path records = Files.writeString(folder.resolve("records.json"), batch(1_000_000));

        assertThat(aws(
                        "firehose",
                        "put-record-batch",
                        "--delivery-stream-name",
                        "telegram-updates",
                        "--records",
                        records.toUri().toString(),
                        "--query",
                        "FailedPutCount"))
                .isEqualTo("0");
        awaitRows(1_000_000);

        String listing = aws("s3", "ls", "s3://telegram-lake/updates/", "--recursive");
        assertThat(listing).endsWith(".parquet");
        String key = listing.substring(listing.lastIndexOf(' ') + 1);
        Path copy = folder.resolve("copy.parquet");
        aws("s3", "cp", "s3://telegram-lake/" + key, copy.toString());
        assertThat(Files.readString(copy, StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");

        String id = aws(
                "athena",
                "start-query-execution",
                "--query-string",
                "SELECT count(*) FROM updates WHERE update_id >= 1000000",
                "--query-execution-context",
                "Database=telegram",
                "--work-group",
                "telegram-lake",
                "--query",
                "QueryExecutionId");
        while (!aws(
                        "athena",
                        "get-query-execution",
                        "--query-execution-id",
                        id,
                        "--query",
                        "QueryExecution.Status.State")
                .equals("SUCCEEDED")) {
            // the test's own time-out ends it otherwise
        }
        assertThat(aws(
                        "athena",
                        "get-query-results",
                        "--query-execution-id",
                        id,
                        "--query",
                        "ResultSet.Rows[*].Data[0].VarCharValue"))
                .isEqualTo("_col0\t500");
    }

    @Test
    void boto3PutsABatchAndReadsItBack() throws Exception {
        require("boto3", "python3-boto3", PYTHON, "-c", "import boto3");

        String output = run(
                Map.of(),
                PYTHON,
                Path.of("src/test/resources/boto3_roundtrip.py").toString());

        assertThat(output.lines())
                .containsExactly(
                        "failed 0", "rows 500", "first 2000000 []", "csv 501 lines", "none InvalidRequestException");
    }

    @Test
    void aWrongKeyIsRefused() throws Exception {
        require("the AWS CLI", "awscli", CLI, "--version");

        List<String> firehose = command("firehose", "list-delivery-streams");
        List<String> s3 = command("s3", "ls", "s3://telegram-lake/");
        for (List<String> command : List.of(firehose, s3)) {
            Process refused = start(Map.of("LAKE_TEST_SECRET", "another-secret-key"), command);
            assertThat(refused.waitFor()).isNotZero();
        }
    }

    private static void awaitRows(int first) {
        athena.await(
                "SELECT count(*) FROM updates WHERE update_id BETWEEN %d AND %d".formatted(first, first + 999),
                rows -> rows.equals(List.of(List.of("500"))));
    }

    /// 500 records, the most that one call may carry.
    private static String batch(int firstUpdateId) {
        return IntStream.range(firstUpdateId, firstUpdateId + 500)
                .mapToObj("{\"update_id\":%d,\"poll\":{\"id\":\"1\"}}\n"::formatted)
                .map(update -> Base64.getEncoder().encodeToString(update.getBytes(StandardCharsets.UTF_8)))
                .map("{\"Data\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void require(String what, String packageName, String... probe)
            throws IOException, InterruptedException {
        boolean installed = Files.isExecutable(Path.of(probe[0]))
                && start(Map.of(), List.of(probe)).waitFor() == 0;
        if (!installed) {
            System.out.println("SKIPPED: " + what + " is not installed. Install Debian's package " + packageName + ".");
        }
        assumeTrue(installed, what + " is not installed");
    }

    private static String aws(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), command(arguments).toArray(String[]::new));
    }

    /// With its address, which the AWS CLI takes from the environment since 2.13 only.
    private static List<String> command(String... arguments) {
        URI endpoint = arguments[0].equals("s3") ? pipeline.s3() : pipeline.aws();
        List<String> command = new ArrayList<>(List.of(CLI, "--endpoint-url", endpoint.toString(), "--output", "text"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Process process = start(environment, List.of(command));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    /// In the environment of `./lake env`, whose secret key a test may replace.
    private static Process start(Map<String, String> variables, List<String> command) throws IOException {
        List<String> inShell = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                ". \"$1\"; AWS_SECRET_ACCESS_KEY=${LAKE_TEST_SECRET:-$AWS_SECRET_ACCESS_KEY}; shift; exec \"$@\"",
                "sh",
                environment.toString()));
        inShell.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(inShell).redirectErrorStream(true);
        builder.environment().put("AWS_PAGER", "");
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static String lakeEnv() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.telegramlake.local.cli.Lake",
                        "env",
                        "--data",
                        folder.resolve("data").toString(),
                        "--aws-port",
                        String.valueOf(pipeline.aws().getPort()),
                        "--s3-port",
                        String.valueOf(pipeline.s3().getPort()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
