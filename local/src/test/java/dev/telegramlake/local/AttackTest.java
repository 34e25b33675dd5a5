package dev.telegramlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs `scripts/attack`, which tries the attacks of `docs/security.md` as they once succeeded.
final class AttackTest {
    @TempDir
    Path folder;

    @Test
    void noAttackOnARunningPipelineSucceeds() throws Exception {
        Path data = folder.resolve("data");
        PipelineSettings settings = new PipelineSettings(
                data,
                "127.0.0.1",
                0,
                0,
                0,
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                ZoneOffset.UTC,
                EnginePlace.OWN_PROCESS);
        try (Pipeline pipeline = Pipeline.start(settings)) {
            File output = folder.resolve("output").toFile();
            Process attack = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "../scripts/Attacks.java",
                            "--data",
                            data.toString(),
                            "--port",
                            String.valueOf(pipeline.page().getPort()),
                            "--aws-port",
                            String.valueOf(pipeline.aws().getPort()),
                            "--s3-port",
                            String.valueOf(pipeline.s3().getPort()),
                            "--no-times")
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            assertThat(attack.waitFor(5, TimeUnit.MINUTES)).isTrue();

            assertThat(output).content(StandardCharsets.UTF_8).doesNotContain("BROKEN");
            assertThat(attack.exitValue()).isZero();
            for (String number : List.of("1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "12", "13", "14", "16")) {
                assertThat(output).content(StandardCharsets.UTF_8).containsPattern("(?m)^" + number + " .* held ");
            }
        }
    }
}
