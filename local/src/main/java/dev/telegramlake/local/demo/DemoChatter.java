package dev.telegramlake.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The live chatter of the sample group, update by update, as Telegram would post them.
public final class DemoChatter {
    private static final int REMEMBERED = 40;

    private final DemoGroup group = DemoGroup.read();
    private final Random random;
    private final InstantSource clock;
    private final Deque<Said> recent = new ArrayDeque<>();
    private final Deque<ObjectNode> waiting = new ArrayDeque<>();
    private long updateId;
    private long messageId;

    private record Said(
            long messageId, DemoGroup.Person person, ObjectNode message, Optional<DemoGroup.Topic> question) {}

    /// @param firstUpdateId updates are numbered from here; a later run begins with a higher number
    /// @param lastMessageId number of the newest message that there is
    public DemoChatter(long firstUpdateId, long lastMessageId, InstantSource clock) {
        this.updateId = firstUpdateId;
        this.messageId = lastMessageId;
        this.random = new Random(firstUpdateId);
        this.clock = clock;
        migration();
    }

    /// The group became a supergroup, which Telegram says in both.
    private void migration() {
        ObjectNode before = envelope(group.people().getFirst());
        before.set("chat", chat(DemoGroup.OLD_CHAT_ID, "group"));
        waiting.add(update("message", before.put("migrate_to_chat_id", DemoGroup.CHAT_ID)));
        ObjectNode after = envelope(group.people().getFirst()).put("migrate_from_chat_id", DemoGroup.OLD_CHAT_ID);
        waiting.add(update("message", after));
    }

    /// The next update.
    public String next() {
        if (waiting.isEmpty()) {
            happen();
        }
        return waiting.removeFirst().toString();
    }

    long lastMessageId() {
        return messageId;
    }

    private void happen() {
        int what = random.nextInt(100);
        DemoGroup.Person person = group.somebody(random);
        if (what < 18) {
            DemoGroup.Topic topic = group.topic(person, random);
            say(person, DemoGroup.any(topic.ask(), random), Optional.of(topic), Optional.empty());
        } else if (what < 36 && openQuestion().isPresent()) {
            answer(openQuestion().get());
        } else if (what < 48 && !recent.isEmpty()) {
            react(person);
        } else if (what < 53 && !recent.isEmpty()) {
            edit();
        } else if (what < 57) {
            join();
        } else if (what < 60) {
            ObjectNode message = envelope(person);
            message.putObject("sticker")
                    .put("file_id", "demo")
                    .put("file_unique_id", "demo")
                    .put("type", "regular")
                    .put("emoji", DemoGroup.any(group.stickers(), random));
            waiting.add(update("message", message));
        } else if (what < 63) {
            anonymousAdmin();
        } else if (what < 66) {
            say(person, "/help", Optional.empty(), Optional.empty());
        } else {
            say(
                    person,
                    DemoGroup.any(group.chat().getOrDefault(person.lang(), List.of("👋")), random),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private Optional<Said> openQuestion() {
        return recent.stream().filter(said -> said.question().isPresent()).findFirst();
    }

    private void answer(Said question) {
        recent.remove(question);
        DemoGroup.Person helper = group.helper(question.person(), random);
        question.question()
                .ifPresent(topic -> say(
                        helper,
                        DemoGroup.any(topic.answer(), random),
                        Optional.empty(),
                        Optional.of(question.message())));
        if (random.nextBoolean() && !recent.isEmpty()) {
            say(
                    question.person(),
                    DemoGroup.any(group.thanks().getOrDefault(question.person().lang(), List.of("🙏")), random),
                    Optional.empty(),
                    Optional.of(recent.getLast().message()));
        }
    }

    private void say(
            DemoGroup.Person person, String words, Optional<DemoGroup.Topic> question, Optional<ObjectNode> answered) {
        ObjectNode message = envelope(person);
        answered.ifPresent(other -> {
            ObjectNode reply = other.deepCopy();
            reply.remove("reply_to_message");
            message.set("reply_to_message", reply);
        });
        message.put("text", words);
        if (!DemoText.botApi(words).isEmpty()) {
            message.set("entities", DemoText.botApi(words));
        }
        waiting.add(update("message", message));
        recent.add(new Said(messageId, person, message, question));
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
    }

    private void react(DemoGroup.Person person) {
        Said said = DemoGroup.any(List.copyOf(recent), random);
        ObjectNode reaction = JsonNodeFactory.instance.objectNode();
        reaction.set("chat", chat(DemoGroup.CHAT_ID, "supergroup"));
        reaction.put("message_id", said.messageId()).set("user", user(person));
        reaction.put("date", clock.instant().getEpochSecond()).putArray("old_reaction");
        reaction.putArray("new_reaction")
                .addObject()
                .put("type", "emoji")
                .put("emoji", DemoGroup.any(group.reactions(), random));
        waiting.add(update("message_reaction", reaction));
    }

    private void edit() {
        Said said = recent.getLast();
        ObjectNode edited = said.message().deepCopy();
        edited.put("text", said.message().path("text").asText() + " (edit)")
                .put("edit_date", clock.instant().getEpochSecond());
        waiting.add(update("edited_message", edited));
    }

    /// Telegram tells it twice: in the group, and to the bot as an admin.
    private void join() {
        DemoGroup.Person person = group.somebody(random);
        ObjectNode visitor = JsonNodeFactory.instance
                .objectNode()
                .put("id", 730_000 + updateId)
                .put("is_bot", false)
                .put("first_name", person.firstName());
        ObjectNode message = envelope(person);
        message.set("from", visitor);
        message.putArray("new_chat_members").add(visitor);
        waiting.add(update("message", message));
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.set("chat", chat(DemoGroup.CHAT_ID, "supergroup"));
        change.set("from", visitor);
        change.put("date", clock.instant().getEpochSecond());
        change.putObject("old_chat_member").put("status", "left").set("user", visitor);
        change.putObject("new_chat_member").put("status", "member").set("user", visitor);
        change.putObject("invite_link")
                .put("invite_link", "https://t.me/+" + (random.nextBoolean() ? "website" : "newsletter"));
        waiting.add(update("chat_member", change));
    }

    private void anonymousAdmin() {
        ObjectNode message = envelope(group.people().getFirst());
        message.putObject("from").put("id", 1_087_968_824).put("is_bot", true).put("first_name", "Group");
        message.set("sender_chat", chat(DemoGroup.CHAT_ID, "supergroup"));
        message.put("text", DemoGroup.any(group.admin(), random));
        waiting.add(update("message", message));
    }

    private ObjectNode envelope(DemoGroup.Person person) {
        messageId++;
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("message_id", messageId);
        message.set("from", user(person));
        message.set("chat", chat(DemoGroup.CHAT_ID, "supergroup"));
        return message.put("date", clock.instant().getEpochSecond());
    }

    private ObjectNode chat(long id, String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", type)
                .put("title", group.title());
    }

    private static ObjectNode user(DemoGroup.Person person) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", person.id())
                .put("is_bot", false)
                .put("first_name", person.firstName())
                .put("last_name", person.lastName())
                .put("language_code", person.lang());
    }

    private ObjectNode update(String kind, ObjectNode value) {
        ObjectNode update = JsonNodeFactory.instance.objectNode().put("update_id", updateId++);
        update.set(kind, value);
        return update;
    }
}
