package dev.telegramlake.local.cli;

import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/// A pipeline that runs until the process is asked to stop.
final class PipelineRun {
    private PipelineRun() {}

    /// What runs beside the pipeline, and is closed before it.
    @FunctionalInterface
    interface Companion {
        AutoCloseable start(Pipeline pipeline) throws IOException;
    }

    /// Starts, says so, and returns when the process stops.
    static int run(PipelineSettings settings, PrintWriter out, Companion companion)
            throws StartException, IOException, InterruptedException {
        out.println("Starting ...");
        out.flush();
        Pipeline pipeline = Pipeline.start(settings);
        AutoCloseable beside = companion.start(pipeline);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(beside, pipeline, stopped), "stop"));
        out.println();
        out.printf("  webhook     %s%n", pipeline.webhook());
        out.printf("  secret      %s%n", pipeline.secret());
        out.printf("  S3          %s   bucket telegram-lake%n", pipeline.s3());
        out.printf("  AWS API     %s   Firehose and Athena%n", pipeline.aws());
        out.printf("  access key  %s%n", pipeline.credentials().accessKeyId());
        out.printf("  secret key  %s%n", pipeline.credentials().secretAccessKey());
        out.printf("  data        %s%n", settings.data().toAbsolutePath());
        out.println();
        out.printf("telegram-lake is ready: %s%n", pipeline.page());
        out.flush();
        stopped.await();
        return 0;
    }

    /// Runs when the process is asked to stop. Leaves at once with status 0: by itself, the JVM would give the
    /// signal's.
    private static void stop(AutoCloseable beside, Pipeline pipeline, CountDownLatch stopped) {
        int status = 0;
        try (pipeline;
                beside) {
            stopped.countDown();
        } catch (Exception failure) {
            System.err.println("Stopping failed: " + failure.getMessage());
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }
}
