package dev.telegramlake.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Updates of two chats over the month before an instant, such that every question has an answer. The same for the
/// same instant.
final class SampleMonth {
    static final long SUPPORT = -1_001_000_000_001L;
    static final long SECOND = -1_001_000_000_002L;

    /// A first name, and words, that a page must never run.
    static final String HOSTILE_NAME = "<img src=x onerror=alert('name')>";

    static final String HOSTILE_TEXT = "<img src=x onerror=alert('text')> why?";

    private static final List<String> NAMES = List.of("Ana", "Bruno", "Chen", "Dora", HOSTILE_NAME);
    private static final List<String> TEXTS = List.of(
            "How do I reset my password?",
            "Try the settings page.",
            "erro ao conectar no servidor",
            "Muito obrigado, resolveu!",
            HOSTILE_TEXT,
            "Como eu instalo isso?");
    private static final int DAYS = 28;
    private static final int MESSAGES_A_DAY = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> updates = new ArrayList<>();
    private final Instant end;
    private long messageId;

    private SampleMonth(Instant end) {
        this.end = end;
    }

    /// Webhook bodies, oldest first.
    static List<String> before(Instant end) {
        SampleMonth month = new SampleMonth(end);
        for (int day = DAYS; day > 0; day--) {
            month.addDay(day);
        }
        return month.updates;
    }

    private void addDay(int daysAgo) {
        ObjectNode previous = json.createObjectNode();
        for (int i = 0; i < MESSAGES_A_DAY; i++) {
            long date = at(daysAgo, i * 3);
            int person = (daysAgo + i) % NAMES.size();
            long chat = i == MESSAGES_A_DAY - 1 ? SECOND : SUPPORT;
            ObjectNode message = message(chat, date, person, TEXTS.get((daysAgo * 5 + i) % TEXTS.size()));
            switch (i) {
                case 1 -> message.set("reply_to_message", previous.deepCopy());
                case 2 ->
                    message.putObject("forward_origin")
                            .put("type", "hidden_user")
                            .put("date", date - 9)
                            .put("sender_user_name", "Somebody");
                case 3 ->
                    entity(
                            entity(entity(message, "/help", "bot_command"), "#tips", "hashtag"),
                            "https://example.com/a",
                            "url");
                default -> message.put("message_thread_id", 7).put("is_topic_message", true);
            }
            add("message", message);
            previous = message;
        }
        addEvents(daysAgo);
    }

    private void addEvents(int daysAgo) {
        long date = at(daysAgo, 20);
        ObjectNode edited = message(SUPPORT, date, 1, "Try the settings page, please.");
        add("message", edited);
        add("edited_message", edited.deepCopy().put("edit_date", date + 90));

        ObjectNode photo = message(SUPPORT, date + 60, 2, "");
        photo.remove("text");
        photo.putArray("photo")
                .addObject()
                .put("file_id", "a")
                .put("file_unique_id", "b")
                .put("width", 1)
                .put("height", 1);
        add("message", photo);

        ObjectNode reaction =
                json.createObjectNode().put("message_id", messageId - 1).put("date", date + 120);
        reaction.set("chat", chat(SUPPORT));
        reaction.set("user", user(0));
        reaction.putArray("old_reaction");
        reaction.putArray("new_reaction").addObject().put("type", "emoji").put("emoji", "👍");
        add("message_reaction", reaction);

        boolean isJoin = daysAgo % 3 != 0;
        ObjectNode member = json.createObjectNode().put("date", date + 180);
        member.set("chat", chat(SUPPORT));
        member.set("from", user(3));
        member.putObject("old_chat_member")
                .put("status", isJoin ? "left" : "member")
                .set("user", user(daysAgo % 3));
        member.putObject("new_chat_member")
                .put("status", isJoin ? "member" : "left")
                .set("user", user(daysAgo % 3));
        if (isJoin) {
            member.putObject("invite_link")
                    .put("invite_link", "https://t.me/+sample")
                    .set("creator", user(3));
        }
        add("chat_member", member);
    }

    private long at(int daysAgo, int hour) {
        return end.minus(Duration.ofDays(daysAgo)).plus(Duration.ofHours(hour)).getEpochSecond();
    }

    private void add(String kind, ObjectNode content) {
        ObjectNode update = json.createObjectNode().put("update_id", 10_000 + updates.size());
        update.set(kind, content);
        updates.add(update.toString());
    }

    private ObjectNode message(long chat, long date, int person, String text) {
        messageId++;
        ObjectNode message = json.createObjectNode()
                .put("message_id", messageId)
                .put("date", date)
                .put("text", text);
        message.set("chat", chat(chat));
        message.set("from", user(person % NAMES.size()));
        return message;
    }

    private static ObjectNode entity(ObjectNode message, String word, String type) {
        String text = message.path("text").asText();
        message.put("text", text + " " + word);
        message.withArray("entities")
                .addObject()
                .put("type", type)
                .put("offset", text.length() + 1)
                .put("length", word.length());
        return message;
    }

    private ObjectNode chat(long id) {
        return json.createObjectNode()
                .put("id", id)
                .put("type", "supergroup")
                .put("title", id == SUPPORT ? "Support" : "Second <b>group</b>");
    }

    private ObjectNode user(int person) {
        return json.createObjectNode()
                .put("id", 10 + person)
                .put("is_bot", false)
                .put("first_name", NAMES.get(person));
    }
}
