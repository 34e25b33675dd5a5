package dev.telegramlake.local.forget;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Who is to be forgotten.
///
/// @param id the Bot API's id of the user or of the chat
public record Subject(Kind kind, long id) {
    /// Where an update names whose it is, below its one object.
    private static final List<String> OF_A_USER = List.of(
            "/from", "/user", "/new_chat_member/user", "/left_chat_member", "/boost/source/user", "/source/user");

    private static final List<String> OF_A_CHAT =
            List.of("/chat", "/message/chat", "/sender_chat", "/actor_chat", "/voter_chat");

    /// What it is.
    public enum Kind {
        USER,
        CHAT
    }

    /// Whether an object is the subject: a user, or a chat (a private chat has the id of its user).
    boolean is(JsonNode object) {
        return isId(object.path("id"))
                && (object.has("is_bot") || object.has("first_name") || object.has("type") || object.has("title"));
    }

    boolean isId(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() == id;
    }

    /// Whether an update is the subject's own: what a person did or what was done to them, what was said in a chat
    /// or in its name.
    boolean owns(JsonNode update) {
        for (JsonNode object : update) {
            if (object.isObject() && (isNamedAt(object) || isOnlyNewMember(object))) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamedAt(JsonNode object) {
        List<String> places = kind == Kind.USER ? OF_A_USER : OF_A_CHAT;
        return places.stream().anyMatch(place -> isId(object.at(place).path("id")));
    }

    private boolean isOnlyNewMember(JsonNode object) {
        JsonNode members = object.path("new_chat_members");
        return kind == Kind.USER && members.size() == 1 && isId(members.path(0).path("id"));
    }
}
