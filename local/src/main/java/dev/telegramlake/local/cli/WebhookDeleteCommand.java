package dev.telegramlake.local.cli;

import dev.telegramlake.local.botapi.BotApi;
import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.botapi.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./lake webhook delete`: Telegram sends nothing more.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Has Telegram send nothing more. It keeps updates for a day, for ./lake poll or a new webhook.")
final class WebhookDeleteCommand implements Callable<Integer> {
    @Mixin
    private final BotOptions bot = new BotOptions();

    @Option(names = "--drop-pending", description = "Forget the updates that wait at Telegram")
    private boolean dropPending;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws BotApiException, InterruptedException {
        try (BotApi api = bot.open(new StopSignal())) {
            api.deleteWebhook(dropPending);
        }
        spec.commandLine()
                .getOut()
                .println(
                        dropPending
                                ? "The webhook is deleted, and the updates that waited are forgotten."
                                : "The webhook is deleted. Telegram keeps updates for a day.");
        return 0;
    }
}
