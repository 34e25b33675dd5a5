package dev.telegramlake.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers in JSON, also where a request is refused or fails: `{"message": ...}`.
public final class JsonAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(JsonAnswers.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswers() {}

    /// Has a server answer what its handlers throw.
    public static void addTo(JavalinConfig config) {
        config.routes.exception(RefusedException.class, JsonAnswers::refuse);
        config.routes.exception(Exception.class, JsonAnswers::fail);
    }

    private static void refuse(RefusedException refused, Context http) {
        ObjectNode error = JSON.createObjectNode().put("message", refused.sentence());
        refused.position().ifPresent(at -> error.put("line", at.line()).put("column", at.column()));
        http.status(refused.status());
        write(http, error);
    }

    private static void fail(Exception failure, Context http) {
        LOG.error("{} {} failed", http.method(), http.path(), failure);
        http.status(500);
        write(
                http,
                JSON.createObjectNode()
                        .put("message", "This failed on the server. The reason is in the log in the data folder."));
    }

    public static void write(Context http, JsonNode body) {
        http.contentType("application/json");
        http.result(body.toString());
    }
}
