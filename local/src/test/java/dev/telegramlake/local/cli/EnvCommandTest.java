package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.wire.CredentialsFile;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path data;

    @Test
    void aShellThatEvaluatesItKnowsCredentialsRegionAndAddresses() throws IOException {
        LocalCredentials credentials = new CredentialsFile(data).readOrWrite(Optional.empty());

        assertThat(env("--aws-port", "4567", "--s3-port", "9001")).isZero();

        assertThat(evaluated(out.toString()).lines())
                .contains(
                        "AWS_ACCESS_KEY_ID=" + credentials.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY=" + credentials.secretAccessKey(),
                        "AWS_DEFAULT_REGION=us-east-1",
                        "AWS_REGION=us-east-1",
                        "AWS_ENDPOINT_URL_FIREHOSE=http://127.0.0.1:4567",
                        "AWS_ENDPOINT_URL_ATHENA=http://127.0.0.1:4567",
                        "AWS_ENDPOINT_URL_GLUE=http://127.0.0.1:4567",
                        "AWS_ENDPOINT_URL_S3=http://127.0.0.1:9001")
                .noneMatch(line -> line.startsWith("AWS_PROFILE=") || line.startsWith("AWS_SESSION_TOKEN="));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void withoutAPipelineNothingIsForTheShell() {
        assertThat(env()).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly("There is no aws-credentials in %s. Start the pipeline with ./lake up, or name its"
                                .formatted(data)
                        + " folder with --data.");
    }

    @Test
    void aBrokenFileIsNamedWithWhatItLacks() throws IOException {
        Files.writeString(data.resolve("aws-credentials"), "[default]\naws_access_key_id = LAKE1\n");

        assertThat(env()).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("aws-credentials", "it has no aws_secret_access_key", "Delete it");
    }

    private int env(String... options) {
        String[] command = new String[options.length + 3];
        command[0] = "env";
        command[1] = "--data";
        command[2] = data.toString();
        System.arraycopy(options, 0, command, 3, options.length);
        return Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command);
    }

    private static String evaluated(String script) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", "eval \"$1\"; env", "sh", script);
        shell.environment().put("AWS_PROFILE", "production");
        shell.environment().put("AWS_SESSION_TOKEN", "of somebody else");
        return new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
