package dev.telegramlake.local.cli;

import dev.telegramlake.local.botapi.BotApi;
import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.botapi.BotHealth;
import dev.telegramlake.local.botapi.StopSignal;
import dev.telegramlake.local.botapi.WebhookAddress;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `./lake webhook set`: has Telegram send the bot's updates to the pipeline.
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = {
            "Has Telegram send all kinds of updates to the pipeline, with its secret, and says whether they arrive.",
            "Exit status: 0 when Telegram has taken the address."
        },
        footer = {"", "For example:", "  ./lake webhook set --url https://lake.example.org/webhook"})
final class WebhookSetCommand extends DeploymentCommand {
    private static final int MOST_CONNECTIONS = 100;

    @Mixin
    private final BotOptions bot = new BotOptions();

    @Mixin
    private final HealthOptions healthOptions = new HealthOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The webhook's public address (default: with --stack, the stack's; with --api-url, the"
                    + " pipeline's on this machine)")
    private @Nullable String url;

    @Option(
            names = "--secret",
            paramLabel = "TOKEN",
            description = "The webhook's secret, where the pipeline was started with one (default: the data folder's or"
                    + " the stack's)")
    private @Nullable String secret;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many updates Telegram sends at once, 1 to 100 (default: ${DEFAULT-VALUE})")
    private int maxConnections;

    @Option(names = "--drop-pending", description = "Forget the updates that wait at Telegram")
    private boolean dropPending;

    @Override
    int run(Deployment deployment) throws DeploymentException, BotApiException, IOException, InterruptedException {
        if (maxConnections < 1 || maxConnections > MOST_CONNECTIONS) {
            throw wrong("--max-connections must be 1 to %d, but is %d".formatted(MOST_CONNECTIONS, maxConnections));
        }
        URI address = address(deployment);
        try (BotApi api = bot.open(new StopSignal())) {
            api.setWebhook(
                    address,
                    secret == null ? deployment.webhookSecret() : StartOptions.checkSecret(secret, spec),
                    maxConnections,
                    dropPending);
            PrintWriter out = spec.commandLine().getOut();
            out.println("Telegram has taken the webhook.");
            out.println();
            BotHealth health = healthOptions.ask(api, deployment, options.pipeline.data);
            new HealthText(out).print(health, health.findings(Optional.of(address.toString())));
        }
        WebhookAddress.doubt(address).ifPresent(spec.commandLine().getErr()::println);
        return 0;
    }

    private URI address(Deployment deployment) throws DeploymentException {
        boolean telegram = bot.url().isTelegram();
        if (url == null && options.stack == null && telegram) {
            throw wrong("Name the webhook's public address with --url. Where there is none, use ./lake poll");
        }
        try {
            return WebhookAddress.check(url == null ? deployment.webhook().toString() : url, telegram);
        } catch (IllegalArgumentException refused) {
            throw wrong(String.valueOf(refused.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
