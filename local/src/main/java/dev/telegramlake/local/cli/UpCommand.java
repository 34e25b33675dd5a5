package dev.telegramlake.local.cli;

import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.StartException;
import dev.telegramlake.schema.PipelineSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./lake up`: starts the pipeline and runs until it is stopped.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the whole pipeline on this machine and runs until it is stopped with Ctrl-C.")
final class UpCommand implements Callable<Integer> {
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
            defaultValue = "" + PipelineSetup.BUFFER_SECONDS,
            description =
                    "How long Firehose collects updates before it writes a file, 0 to 900 (default: ${DEFAULT-VALUE})")
    private int bufferSeconds;

    @Option(
            names = "--secret",
            paramLabel = "TOKEN",
            description = "The webhook's secret token (default: made once and kept in the data folder)")
    private @Nullable String secret;

    @Option(
            names = "--allow-chat",
            paramLabel = "ID",
            description = "Keep only this chat's updates; may be given again (default: all groups)")
    private List<Long> allowedChats = List.of();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = PipelineSetup.ZONE,
            description = "Time zone in which a day of the table begins (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String zone;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws StartException, IOException, InterruptedException {
        PipelineSettings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starting ...");
        out.flush();
        Pipeline pipeline = Pipeline.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pipeline, stopped), "stop"));
        out.println();
        out.printf("  webhook  %s%n", pipeline.webhook());
        out.printf("  secret   %s%n", pipeline.secret());
        out.printf("  S3       %s   bucket telegram-lake%n", pipeline.s3());
        out.printf("  AWS API  %s   Firehose and Athena%n", pipeline.aws());
        out.printf("  data     %s%n", settings.data().toAbsolutePath());
        out.println();
        out.printf("telegram-lake is ready: %s%n", pipeline.page());
        out.flush();
        stopped.await();
        return 0;
    }

    /// Runs when the process is asked to stop. Leaves at once with status 0: by itself, the JVM would give the
    /// signal's.
    private static void stop(Pipeline pipeline, CountDownLatch stopped) {
        int status = 0;
        try {
            pipeline.close();
        } catch (IOException | RuntimeException failure) {
            System.err.println("Stopping failed: " + failure.getMessage());
            status = 1;
        }
        stopped.countDown();
        Runtime.getRuntime().halt(status);
    }

    private PipelineSettings settings() {
        if (bufferSeconds < 0 || bufferSeconds > LONGEST_BUFFER_SECONDS) {
            throw wrong("--buffer-seconds must be 0 to %d, but is %d".formatted(LONGEST_BUFFER_SECONDS, bufferSeconds));
        }
        if (secret != null && !secret.matches("[A-Za-z0-9_-]{1,256}")) {
            throw wrong("--secret must be 1 to 256 of the characters A-Z a-z 0-9 _ -, as Telegram demands");
        }
        return new PipelineSettings(
                options.data,
                host,
                options.port,
                options.awsPort,
                options.s3Port,
                Duration.ofSeconds(bufferSeconds),
                Optional.ofNullable(secret),
                new HashSet<>(allowedChats),
                zoneId());
    }

    private ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw wrong("--zone must be a time zone such as UTC or America/Sao_Paulo, but is " + zone);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
