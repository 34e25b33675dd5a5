package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// An update made of history, and when it happened.
///
/// @param id      the `update_id`: negative, and the same whenever the same history is brought in; a bot's are positive
/// @param seconds since 1970 UTC
record HistoricUpdate(long id, long seconds, ObjectNode json) {
    /// @param part what the update is of its message
    /// @param kind name of the update's field
    static HistoricUpdate of(
            ExportedChat chat, long messageId, String part, String kind, long seconds, ObjectNode value) {
        long id = id("%d/%d/%s".formatted(chat.id(), messageId, part));
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("update_id", id);
        json.set(kind, value);
        return new HistoricUpdate(id, seconds, json);
    }

    private static long id(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() | Long.MIN_VALUE;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
