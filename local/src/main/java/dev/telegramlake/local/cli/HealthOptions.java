package dev.telegramlake.local.cli;

import dev.telegramlake.local.botapi.BotApi;
import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.botapi.BotHealth;
import dev.telegramlake.local.botapi.ChatStanding.ChatName;
import dev.telegramlake.local.botapi.PollLock;
import dev.telegramlake.local.botapi.StopSignal;
import dev.telegramlake.local.deployment.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Option;

/// In which chats to look whether the bot gets everything.
final class HealthOptions {
    @Option(
            names = "--chat",
            paramLabel = "ID",
            description = "Look whether the bot is an admin of this chat; may be given again (default: the chats of the"
                    + " last month in the table, where it can be asked; 20 at most)")
    private List<Long> chats = List.of();

    BotHealth ask(BotApi api, Deployment deployment, Path data)
            throws BotApiException, IOException, InterruptedException {
        List<ChatName> names = chats.isEmpty()
                ? KnownChats.of(deployment)
                : chats.stream().map(id -> new ChatName(id, "", true)).toList();
        return BotHealth.ask(api, names, PollLock.isTaken(data), new StopSignal(), Clock.systemUTC());
    }
}
