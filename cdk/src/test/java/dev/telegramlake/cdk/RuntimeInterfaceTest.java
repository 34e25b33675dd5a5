package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each function's zip, unpacked as Lambda does, in Lambda's own
/// [runtime interface client](https://github.com/aws/aws-lambda-java-libs): the handler is found, and the first event
/// is answered.
final class RuntimeInterfaceTest {
    private static final String UPDATE = "{\"update_id\":1,\"message\":{\"chat\":{\"id\":-5,\"type\":\"group\"}}}";

    @TempDir
    Path task;

    @Test
    void theWebhookAnswersItsFirstEvent() throws Exception {
        String event = """
                {"version":"2.0","routeKey":"POST /webhook","rawPath":"/webhook",
                "headers":{"x-telegram-bot-api-secret-token":"%s","content-type":"application/json"},
                "requestContext":{"http":{"method":"POST","path":"/webhook"}},
                "body":"%s","isBase64Encoded":true}""".formatted(RuntimeApi.SECRET, base64(UPDATE));

        assertThat(invoke(FunctionSpec.WEBHOOK, event)).contains("\"statusCode\":200");
    }

    @Test
    void theTransformAnswersItsFirstEvent() throws Exception {
        String event = """
                {"invocationId":"1","deliveryStreamArn":"arn:aws:firehose:us-east-1:123456789012:deliverystream/s",
                "region":"us-east-1",
                "records":[{"recordId":"r1","approximateArrivalTimestamp":1795564800000,"data":"%s"}]}""".formatted(base64(UPDATE));

        assertThat(invoke(FunctionSpec.TRANSFORM, event)).contains("\"recordId\":\"r1\"", "\"result\":\"Ok\"");
    }

    @Test
    void theCompactionAnswersItsFirstEvent() throws Exception {
        assertThat(invoke(FunctionSpec.COMPACTION, "{\"time\":\"2026-03-02T00:30:00Z\"}"))
                .startsWith("{\"")
                .doesNotContain("errorMessage");
    }

    private String invoke(FunctionSpec spec, String event) throws Exception {
        unpack(zip(spec));
        Path log = task.resolve("log.txt");
        try (RuntimeApi api = new RuntimeApi(event)) {
            Process runtime = start(spec, api, log);
            try {
                Object answer = CompletableFuture.anyOf(
                                api.answer(), runtime.onExit().thenApply(ended -> "The runtime ended"))
                        .get(40, TimeUnit.SECONDS);
                String output = Files.readString(log);
                assertThat(output).doesNotContain("No SLF4J providers");
                return api.answer().isDone() ? String.valueOf(answer) : answer + ": " + output;
            } finally {
                runtime.destroyForcibly().waitFor();
            }
        }
    }

    private Process start(FunctionSpec spec, RuntimeApi api, Path log) throws IOException {
        ProcessBuilder runtime = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, "target/runtime-interface-client/*", task.resolve("lib") + "/*"),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                spec.handler()));
        Map<String, String> environment = runtime.environment();
        spec.variables().forEach(variable -> environment.put(variable, value(variable)));
        environment.putAll(Map.of(
                "_HANDLER",
                spec.handler(),
                "LAMBDA_TASK_ROOT",
                task.toString(),
                "AWS_LAMBDA_RUNTIME_API",
                api.address(),
                "AWS_LAMBDA_FUNCTION_NAME",
                spec.module(),
                "AWS_LAMBDA_FUNCTION_VERSION",
                "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                "1024",
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "key",
                "AWS_SECRET_ACCESS_KEY",
                "secret-key",
                "AWS_ENDPOINT_URL",
                "http://" + api.address()));
        return runtime.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static String value(String variable) {
        return switch (variable) {
            case "BUCKET" -> "lake";
            case "DATABASE" -> "telegram";
            case "TIME_ZONE" -> "UTC";
            case "LOOKBACK_DAYS", "GRACE_HOURS", "UNLOAD_OVER_BYTES" -> "7";
            case "ALLOWED_CHATS" -> "";
            case "JAVA_TOOL_OPTIONS" -> "-Xmx512m";
            default -> "name";
        };
    }

    private static Path zip(FunctionSpec spec) {
        Path zip = Path.of("..", spec.module(), "target", spec.module() + ".zip");
        if (!Files.exists(zip)) {
            System.err.printf("** NO ZIP OF %s: its test is SKIPPED. Run: mvn verify **%n", spec.module());
        }
        assumeTrue(Files.exists(zip), "No zip of " + spec.module());
        return zip;
    }

    private void unpack(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = task.resolve(entry.getName()).normalize();
                if (!target.startsWith(task)) {
                    throw new IOException("Outside of the zip's folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
