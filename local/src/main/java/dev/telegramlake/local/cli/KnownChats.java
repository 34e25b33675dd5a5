package dev.telegramlake.local.cli;

import static java.util.Objects.requireNonNullElse;

import dev.telegramlake.local.botapi.ChatStanding.ChatName;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.SqlFile;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/// The chats that the table knows.
final class KnownChats {
    private KnownChats() {}

    /// None when Athena cannot be asked: the bot is looked at without a pipeline too.
    static List<ChatName> of(Deployment deployment) throws InterruptedException {
        try {
            List<ChatName> chats = new ArrayList<>();
            deployment
                    .query(SqlFile.read(KnownChats.class, "known-chats.sql"))
                    .rows(row -> chats.add(new ChatName(
                            Long.parseLong(String.valueOf(row.getFirst())),
                            requireNonNullElse(row.getLast(), ""),
                            false)));
            return chats;
        } catch (SdkException | DeploymentException unreachable) {
            return List.of();
        }
    }
}
