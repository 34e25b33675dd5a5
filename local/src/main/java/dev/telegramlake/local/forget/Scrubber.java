package dev.telegramlake.local.forget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes a subject out of updates.
///
/// The subject's own updates go, or get the pseudonym. In all others the subject's user or chat object goes, or gets
/// the
/// pseudonym; what they wrote there, as a message that is answered, quoted or forwarded, goes with it; and in what
/// others wrote, their names become stars. The names of other people and chats stay, also where they are the same.
final class Scrubber {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// What is left of a message that the subject wrote, where another answers or pins it.
    private static final Set<String> OF_THEIR_MESSAGE =
            Set.of("message_id", "date", "chat", "message_thread_id", "is_topic_message", "forum_topic_created");

    private static final Set<String> OF_ANOTHERS_NAME = Set.of("first_name", "last_name", "username", "title");
    private static final Set<String> WORDS = Set.of("text", "caption");

    /// Numbers that are no id of a user or chat.
    private static final Set<String> OTHER_NUMBERS = Set.of("update_id", "message_id", "message_thread_id");

    private final Subject subject;
    private final Names names;
    private final Optional<Pseudonym> pseudonym;
    private final boolean inWords;

    /// @param pseudonym empty to remove the subject
    /// @param inWords   whether names are masked in what others wrote
    Scrubber(Subject subject, Names names, Optional<Pseudonym> pseudonym, boolean inWords) {
        this.subject = subject;
        this.names = names;
        this.pseudonym = pseudonym;
        this.inWords = inWords;
    }

    /// What is to become of an update.
    sealed interface Verdict {}

    record Keep() implements Verdict {}

    record Remove() implements Verdict {}

    record Replace(String update) implements Verdict {}

    /// Learns the subject's names from an update.
    void learn(String update) {
        try {
            learn(JSON.readTree(update));
        } catch (JsonProcessingException noUpdate) {
            // nothing to learn
        }
    }

    private void learn(JsonNode node) {
        if (node.isObject() && subject.is(node)) {
            names.addAll(node);
        }
        node.forEach(this::learn);
    }

    Verdict judge(String update) {
        if (!names.maybeIn(update)) {
            return new Keep();
        }
        try {
            JsonNode json = JSON.readTree(update);
            if (pseudonym.isEmpty() && subject.owns(json)) {
                return new Remove();
            }
            return scrub(json) ? new Replace(JSON.writeValueAsString(json)) : new Keep();
        } catch (JsonProcessingException noUpdate) {
            return names.isIn(update) ? new Remove() : new Keep();
        }
    }

    /// Whether anything was changed.
    private boolean scrub(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> scrub(object);
            case ArrayNode array -> scrub(array);
            default -> false;
        };
    }

    private boolean scrub(ObjectNode object) {
        boolean changed = reduceTheirMessages(object);
        boolean another = object.has("id") && !subject.is(object);
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (subject.is(value)) {
                changed |= replaceWho(value, member) || gone.add(name);
            } else if (isIdHere(name, value)) {
                changed |= pseudonym.map(who -> replaceId(object, name, who)).orElseGet(() -> gone.add(name));
            } else if (value.isTextual()) {
                changed |= !(another && OF_ANOTHERS_NAME.contains(name)) && mask(member);
            } else {
                changed |= scrub(value);
            }
        }
        object.remove(gone);
        return changed;
    }

    private boolean isIdHere(String name, JsonNode value) {
        return subject.isId(value) && name.endsWith("id") && !OTHER_NUMBERS.contains(name);
    }

    private static boolean replaceId(ObjectNode object, String name, Pseudonym who) {
        object.put(name, who.id());
        return true;
    }

    /// Puts the pseudonym's object in the place of the subject's.
    private boolean replaceWho(JsonNode value, Map.Entry<String, JsonNode> member) {
        pseudonym.ifPresent(who -> member.setValue(who(value, who)));
        return pseudonym.isPresent();
    }

    /// What is said of everybody stays: whether it is a bot, the language, the kind of chat.
    private static ObjectNode who(JsonNode value, Pseudonym pseudonym) {
        ObjectNode who = ((ObjectNode) value).deepCopy();
        who.retain("id", "is_bot", "first_name", "title", "language_code", "is_premium", "type", "is_forum");
        who.put("id", pseudonym.id());
        for (String name : List.of("first_name", "title")) {
            if (who.has(name)) {
                who.put(name, pseudonym.name());
            }
        }
        return who;
    }

    private boolean scrub(ArrayNode array) {
        boolean changed = false;
        for (int i = array.size() - 1; i >= 0; i--) {
            JsonNode value = array.get(i);
            if (subject.is(value) || subject.isId(value)) {
                replaceElement(array, i);
                changed = true;
            } else if (value.isTextual() && isMasked(value)) {
                array.set(i, names.masked(value.asText()));
                changed = true;
            } else {
                changed |= scrub(value);
            }
        }
        return changed;
    }

    private void replaceElement(ArrayNode array, int index) {
        if (pseudonym.isEmpty()) {
            array.remove(index);
        } else if (array.get(index).isObject()) {
            array.set(index, who(array.get(index), pseudonym.get()));
        } else {
            array.set(index, pseudonym.get().id());
        }
    }

    private boolean mask(Map.Entry<String, JsonNode> member) {
        boolean masked = isMasked(member.getValue());
        if (masked) {
            member.setValue(JSON.getNodeFactory()
                    .textNode(names.masked(member.getValue().asText())));
        }
        return masked;
    }

    private boolean isMasked(JsonNode text) {
        return inWords && names.isIn(text.asText());
    }

    /// Takes away what the subject wrote, where another's message carries it. A pseudonym's words stay.
    private boolean reduceTheirMessages(ObjectNode object) {
        if (pseudonym.isPresent()) {
            return false;
        }
        boolean changed = false;
        for (String name : List.of("reply_to_message", "pinned_message")) {
            if (object.get(name) instanceof ObjectNode message && isTheirs(message)) {
                message.retain(OF_THEIR_MESSAGE);
                object.remove("quote");
                changed = true;
            }
        }
        if (object.get("external_reply") instanceof ObjectNode reply && isFrom(reply.path("origin"))) {
            object.remove(List.of("external_reply", "quote"));
            changed = true;
        }
        if (isFrom(object.path("forward_origin"))) {
            for (String words : WORDS) {
                if (object.has(words)) {
                    object.put(words, "*".repeat(object.path(words).asText().length()));
                }
            }
            object.remove(List.of("entities", "caption_entities"));
            changed = true;
        }
        return changed;
    }

    private boolean isTheirs(JsonNode message) {
        return subject.is(message.path("from"))
                || subject.is(message.path("sender_chat"))
                || isFrom(message.path("forward_origin"));
    }

    private boolean isFrom(JsonNode origin) {
        return subject.is(origin.path("sender_user"))
                || subject.is(origin.path("sender_chat"))
                || subject.is(origin.path("chat"));
    }
}
