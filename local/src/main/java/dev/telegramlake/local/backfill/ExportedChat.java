package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A chat of an export, with the id and the type that the Bot API gives it.
///
/// @param id negative: the export's own ids are positive and lack the kind of chat
record ExportedChat(long id, String type, @Nullable String title) {
    /// The Bot API gives ids of [52 bits at most](https://core.telegram.org/bots/api#chat).
    static final long MAX_EXPORT_ID = 1L << 52;

    /// The Bot API's id of a supergroup or channel is this minus the export's id.
    private static final long SUPERGROUPS = -1_000_000_000_000L;

    /// Empty for a chat that is no group and no channel.
    static Optional<ExportedChat> of(String exportType, long exportId, @Nullable String title) {
        return switch (exportType) {
            case "private_group" -> Optional.of(group(exportId, title));
            case "private_supergroup", "public_supergroup" ->
                Optional.of(new ExportedChat(SUPERGROUPS - exportId, "supergroup", title));
            case "private_channel", "public_channel" -> Optional.of(channel(exportId, title));
            default -> Optional.empty();
        };
    }

    static ExportedChat group(long exportId, @Nullable String title) {
        return new ExportedChat(-exportId, "group", title);
    }

    static ExportedChat channel(long exportId, @Nullable String title) {
        return new ExportedChat(SUPERGROUPS - exportId, "channel", title);
    }

    /// The kind of update that a message of this chat is.
    String messageKind() {
        return type.equals("channel") ? "channel_post" : "message";
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", type)
                .put("title", title);
    }
}
