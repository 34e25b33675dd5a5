package dev.telegramlake.local.cli;

import dev.telegramlake.local.botapi.BotApi;
import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.botapi.BotHealth;
import dev.telegramlake.local.botapi.Finding;
import dev.telegramlake.local.botapi.StopSignal;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./lake webhook info`: whether the bot's updates arrive.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether the bot's updates arrive; if not, why, and what to do.",
            "Exit status: 0 when all is well, 1 when not."
        })
final class WebhookInfoCommand extends DeploymentCommand {
    @Mixin
    private final BotOptions bot = new BotOptions();

    @Mixin
    private final HealthOptions healthOptions = new HealthOptions();

    @Override
    int run(Deployment deployment) throws DeploymentException, BotApiException, IOException, InterruptedException {
        try (BotApi api = bot.open(new StopSignal())) {
            BotHealth health = healthOptions.ask(api, deployment, options.pipeline.data);
            List<Finding> findings = health.findings(
                    options.stack == null
                            ? Optional.empty()
                            : Optional.of(deployment.webhook().toString()));
            new HealthText(spec.commandLine().getOut()).print(health, findings);
            return findings.stream().anyMatch(Finding::problem) ? 1 : 0;
        }
    }
}
