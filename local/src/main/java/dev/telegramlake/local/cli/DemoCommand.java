package dev.telegramlake.local.cli;

import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.StartException;
import dev.telegramlake.local.backfill.BackfillException;
import dev.telegramlake.local.demo.Demo;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.LocalDeployment;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./lake demo`: `up` with sample data.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "As up, with a month of history of a sample group and live chatter in it.")
final class DemoCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
    private static final int BUFFER_SECONDS = 5;

    @Mixin
    private final StartOptions options = new StartOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws StartException, IOException, InterruptedException {
        PipelineSettings settings = options.settings(BUFFER_SECONDS);
        return PipelineRun.run(settings, spec.commandLine().getOut(), pipeline -> start(settings, pipeline));
    }

    private static Demo start(PipelineSettings settings, Pipeline pipeline) throws IOException {
        Demo demo = Demo.prepare(settings.data().resolve("demo"), settings.zone(), Clock.systemUTC());
        beside("demo-history", () -> {
            try (Deployment deployment =
                    new LocalDeployment(settings.data(), pipeline.page(), pipeline.aws(), pipeline.s3())) {
                demo.bringInHistory(deployment);
            }
        });
        beside("demo-chatter", () -> demo.chat(pipeline.webhook(), pipeline.secret()));
        return demo;
    }

    @FunctionalInterface
    private interface Task {
        void run() throws BackfillException, DeploymentException, IOException, InterruptedException;
    }

    private static void beside(String name, Task task) {
        Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                task.run();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } catch (BackfillException | DeploymentException | IOException | RuntimeException failure) {
                LOG.error("{} failed", name, failure);
            }
        });
    }
}
