package dev.telegramlake.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./lake webhook`: where Telegram sends the bot's updates.
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description = "Sets where Telegram sends the bot's updates, and says whether they arrive.",
        subcommands = {WebhookSetCommand.class, WebhookInfoCommand.class, WebhookDeleteCommand.class})
final class WebhookCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do with the webhook, for example: ./lake webhook info");
    }
}
