package dev.telegramlake.local.botapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// An answer of the Bot API.
record Reply(int status, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param result JSON
    static Reply of(String result) {
        return new Reply(200, "{\"ok\":true,\"result\":%s}".formatted(result));
    }

    static Reply refused(int code, String description) {
        return new Reply(code, refusal(code, description).toString());
    }

    static Reply tooMany(String description, int retryAfterSeconds) {
        ObjectNode body = refusal(429, description);
        body.putObject("parameters").put("retry_after", retryAfterSeconds);
        return new Reply(429, body.toString());
    }

    private static ObjectNode refusal(int code, String description) {
        return JSON.createObjectNode().put("ok", false).put("error_code", code).put("description", description);
    }
}
