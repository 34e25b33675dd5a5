package dev.telegramlake.local.compaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /api/compact`: runs the compaction function with the request's body as its event, and answers its summary.
///
/// The body must be said to be JSON, which no form of another site can do, and a browser's request must come from the
/// page itself.
public final class CompactionApi {
    private static final Logger LOG = LoggerFactory.getLogger(CompactionApi.class);

    private final CompactionRuns runs;
    private final ObjectMapper json = new ObjectMapper();

    public CompactionApi(CompactionRuns runs) {
        this.runs = runs;
    }

    public void compact(Context http) {
        http.header("Cache-Control", "no-store");
        @Nullable String type = http.contentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            error(http, 415, "The request must be application/json");
            return;
        }
        @Nullable String origin = http.header("Origin");
        if (origin != null && !origin.equals("http://" + http.header("Host"))) {
            error(http, 403, "%s may not ask for a compaction".formatted(origin));
            return;
        }
        Optional<ObjectNode> event = event(http.body());
        if (event.isEmpty()) {
            error(http, 400, "The request's body must be a JSON object, such as {} or {\"dryRun\": true}");
            return;
        }
        run(http, event.get());
    }

    private void run(Context http, ObjectNode event) {
        try {
            answer(http, runs.run(event));
        } catch (AlreadyRunningException busy) {
            error(http, 409, String.valueOf(busy.getMessage()));
        } catch (IllegalArgumentException wrong) {
            error(http, 400, String.valueOf(wrong.getMessage()));
        } catch (Exception failure) {
            LOG.error("The compaction failed", failure);
            error(http, 500, String.valueOf(failure.getMessage()));
        }
    }

    private Optional<ObjectNode> event(String body) {
        try {
            return json.readTree(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private void error(Context http, int status, String message) {
        http.status(status);
        answer(http, json.createObjectNode().put("error", message));
    }

    private static void answer(Context http, ObjectNode body) {
        http.contentType("application/json");
        http.result(body.toString());
    }
}
