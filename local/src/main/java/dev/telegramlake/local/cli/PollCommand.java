package dev.telegramlake.local.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.telegramlake.local.botapi.BotApi;
import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.botapi.PollException;
import dev.telegramlake.local.botapi.PollLock;
import dev.telegramlake.local.botapi.PollLoop;
import dev.telegramlake.local.botapi.PollProgress;
import dev.telegramlake.local.botapi.StopSignal;
import dev.telegramlake.local.botapi.WebhookPost;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.LocalDeployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./lake poll`: fetches the bot's updates, for a pipeline that Telegram cannot reach.
@Command(
        name = "poll",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches the bot's updates and posts them to the webhook on this machine, until it is stopped with Ctrl-C.",
            "An update that the webhook refuses is kept in poll-rejected.ndjson in the data folder."
        })
final class PollCommand implements Callable<Integer> {
    private static final long LONGEST_STOP_SECONDS = 9;

    @Mixin
    private final PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private final BotOptions bot = new BotOptions();

    @Option(
            names = "--secret",
            paramLabel = "TOKEN",
            description = "The webhook's secret, where the pipeline was started with one (default: the data folder's)")
    private @Nullable String secret;

    @Option(names = "--stack", hidden = true)
    private @Nullable String stack;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call()
            throws BotApiException, DeploymentException, PollException, IOException, InterruptedException {
        if (stack != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A stack has a public address: use ./lake webhook set --stack %s. ./lake poll is for a pipeline on"
                                    .formatted(stack)
                            + " this machine");
        }
        StopSignal stop = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(stop, ended), "stop");
        try (LocalDeployment deployment =
                        new LocalDeployment(pipeline.data, pipeline.port, pipeline.awsPort, pipeline.s3Port);
                BotApi api = bot.open(stop);
                PollLock lock = PollLock.take(pipeline.data);
                WebhookPost webhook = new WebhookPost(
                        deployment.webhook(),
                        secret == null ? deployment.webhookSecret() : StartOptions.checkSecret(secret, spec),
                        stop)) {
            Runtime.getRuntime().addShutdownHook(hook);
            PrintWriter err = TerminalText.writer(spec.commandLine().getErr());
            PollProgress progress = new PollProgress(err, Clock.systemUTC());
            err.printf("Polling %s into %s; Ctrl-C ends it%n", bot.url().base(), deployment.webhook());
            err.flush();
            new PollLoop(api, webhook, lock.rejectedUpdates(), progress, stop).run();
            err.println(progress.counts());
            err.flush();
            return 0;
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    /// Runs when the process is asked to stop. Leaves with status 0: by itself, the JVM would give the signal's.
    private static void stop(StopSignal stop, CountDownLatch ended) {
        stop.request();
        try {
            ended.await(LONGEST_STOP_SECONDS, SECONDS); // what is not confirmed by then, Telegram sends again
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // It runs already, which is why the poll ended.
        }
    }
}
