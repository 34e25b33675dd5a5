package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a group tells of itself, put where the Bot API has it. An export names most people without their ids; those
/// who act have one.
final class ExportService {
    private ExportService() {}

    static void put(JsonNode exported, ObjectNode message) {
        JsonNode actor = message.path("from");
        String action = exported.path("action").asText();
        switch (action) {
            case "join_group_by_link", "join_group_by_request" -> {
                ArrayNode members = message.putArray("new_chat_members");
                if (actor.isObject()) {
                    members.add(actor);
                }
            }
            case "remove_members" -> {
                // Who leaves removes themselves; whom an admin removes is named without an id.
                boolean left = exported.path("members").size() == 1
                        && exported.path("members").path(0).equals(exported.path("actor"));
                if (left && actor.isObject()) {
                    message.set("left_chat_member", actor);
                } else {
                    message.putObject("left_chat_member");
                }
            }
            case "topic_created" ->
                message.putObject("forum_topic_created")
                        .put("name", exported.path("title").asText());
            case "edit_group_title" ->
                message.put("new_chat_title", exported.path("title").asText());
            case "pin_message" ->
                message.putObject("pinned_message")
                        .put("message_id", exported.path("message_id").asLong());
            default -> message.putObject(action.isEmpty() ? "service" : action);
        }
    }
}
