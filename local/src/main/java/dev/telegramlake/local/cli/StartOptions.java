package dev.telegramlake.local.cli;

import dev.telegramlake.local.EnginePlace;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.PipelineSetup;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How to start a pipeline: the options of `up` and `demo`.
final class StartOptions {
    private static final int LONGEST_BUFFER_SECONDS = 900;

    @Mixin
    private final PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String host;

    @Option(
            names = "--buffer-seconds",
            paramLabel = "N",
            description =
                    "How long Firehose collects updates before it writes a file, 0 to 900 (default: 60, for demo 5)")
    private @Nullable Integer bufferSeconds;

    @Option(
            names = "--secret",
            paramLabel = "TOKEN",
            description = "The webhook's secret token (default: made once and kept in the data folder)")
    private @Nullable String secret;

    @Option(
            names = "--credentials",
            paramLabel = "ID:SECRET",
            description = "Access key and secret key of the S3, Firehose and Athena APIs, which are kept in the data"
                    + " folder (default: random ones, made once)")
    private @Nullable String credentials;

    @Option(
            names = "--allow-chat",
            paramLabel = "ID",
            description = "Keep only this chat's updates; may be given again (default: all groups)")
    private List<Long> allowedChats = List.of();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            defaultValue = PipelineSetup.ZONE,
            description = "Time zone in which a day of the table begins (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ZoneId zone;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /// @param defaultBufferSeconds where none are given
    /// @throws ParameterException naming the option that is wrong
    PipelineSettings settings(int defaultBufferSeconds) {
        int buffer = bufferSeconds == null ? defaultBufferSeconds : bufferSeconds;
        if (buffer < 0 || buffer > LONGEST_BUFFER_SECONDS) {
            throw wrong("--buffer-seconds must be 0 to %d, but is %d".formatted(LONGEST_BUFFER_SECONDS, buffer));
        }
        if (secret != null) {
            checkSecret(secret, spec);
        }
        return new PipelineSettings(
                options.data,
                host,
                options.port,
                options.awsPort,
                options.s3Port,
                Duration.ofSeconds(buffer),
                Optional.ofNullable(secret),
                Optional.ofNullable(credentials).map(this::parseCredentials),
                new HashSet<>(allowedChats),
                zone,
                EnginePlace.OWN_PROCESS);
    }

    /// The secret, if Telegram would take it.
    static String checkSecret(String secret, CommandSpec spec) {
        if (!secret.matches("[A-Za-z0-9_-]{1,256}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--secret must be 1 to 256 of the characters A-Z a-z 0-9 _ -, as Telegram demands");
        }
        return secret;
    }

    /// The message says what is wrong with them, and never what they are.
    private LocalCredentials parseCredentials(String pair) {
        try {
            return LocalCredentials.parse(pair);
        } catch (IllegalArgumentException e) {
            throw wrong("--credentials: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
