package dev.telegramlake.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row as a map of its columns, and the columns that more than one field decides.
final class PeerRow {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Map<String, Object> columns = new LinkedHashMap<>();

    void put(String column, @Nullable Object value) {
        if (value != null) {
            columns.put(column, value);
        }
    }

    void chat(@Nullable Object id, @Nullable Object type, @Nullable Object title, @Nullable Object username) {
        put("chat_id", id);
        put("chat_type", type);
        put("chat_title", title);
        put("chat_username", username);
    }

    void user(
            @Nullable Object id,
            @Nullable Object isBot,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable Object username,
            @Nullable Object languageCode,
            @Nullable Object isPremium) {
        put("user_id", id);
        put("user_is_bot", isBot);
        put("user_first_name", firstName);
        put("user_last_name", lastName);
        put("user_username", username);
        put("user_language_code", languageCode);
        put("user_is_premium", isPremium);
        put("author_id", id);
        put("author_name", lastName == null ? firstName : firstName + " " + lastName);
    }

    /// A chat in whose name something was done is its author.
    void senderChat(@Nullable Object id, @Nullable Object title) {
        put("sender_chat_id", id);
        put("sender_chat_title", title);
        put("author_id", id);
        put("author_name", title);
    }

    void file(@Nullable Object id, @Nullable Object uniqueId, @Nullable Object size) {
        put("file_id", id);
        put("file_unique_id", uniqueId);
        put("file_size", size);
    }

    void text(String text) {
        put("text", text);
        put("text_length", text.codePointCount(0, text.length()));
    }

    void entity(String type, String text, int offset, int length, @Nullable String url) {
        switch (type) {
            case "hashtag" -> add("hashtags", text.substring(offset, offset + length));
            case "mention" -> add("mentions", text.substring(offset, offset + length));
            case "bot_command" -> add("commands", text.substring(offset, offset + length));
            case "url" -> add("urls", text.substring(offset, offset + length));
            case "text_link" -> add("urls", String.valueOf(url));
            default -> {}
        }
    }

    @SuppressWarnings("unchecked") // only lists of strings are added to
    private void add(String column, String value) {
        ((List<String>) columns.computeIfAbsent(column, name -> new ArrayList<>())).add(value);
    }

    byte[] json(byte[] update, long arrivalMillis) throws JsonProcessingException {
        Object date = columns.getOrDefault("edit_date", columns.get("date"));
        Instant arrival = Instant.ofEpochMilli(arrivalMillis);
        put(
                "event_time",
                TIME.format(date instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : arrival));
        put("arrival_time", TIME.format(arrival));
        put("payload", new String(update, StandardCharsets.UTF_8).strip());
        return MAPPER.writeValueAsBytes(columns);
    }
}
