package dev.telegramlake.local.cli;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.telegramlake.local.botapi.ChatStanding.ChatName;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.Query;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;

/// The chats that the table knows.
final class KnownChats {
    private KnownChats() {}

    /// None when Athena cannot be asked: the bot is looked at without a pipeline too.
    static List<ChatName> of(AthenaClient athena) throws IOException, InterruptedException {
        try {
            List<ChatName> chats = new ArrayList<>();
            Query.run(athena, sql())
                    .rows(row -> chats.add(new ChatName(
                            Long.parseLong(String.valueOf(row.getFirst())),
                            requireNonNullElse(row.getLast(), ""),
                            false)));
            return chats;
        } catch (SdkException | DeploymentException unreachable) {
            return List.of();
        }
    }

    private static String sql() throws IOException {
        try (InputStream in = requireNonNull(
                KnownChats.class.getResourceAsStream("/botapi/known-chats.sql"), "known-chats.sql is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
