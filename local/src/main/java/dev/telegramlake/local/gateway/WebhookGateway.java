package dev.telegramlake.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.webhook.Outcome;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes requests to the webhook function, and its answers back. Counts what became of them by the line that the
/// function logs for each request, as a metric filter on CloudWatch would.
public final class WebhookGateway {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookGateway.class);

    /// Bytes; a larger body never reaches the function. API Gateway's own limit.
    private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    /// Bytes of all bodies at one time; each is held some six times over on its way through the function.
    static final int MAX_BYTES_IN_FLIGHT = 32 << 20;

    private final BodiesInFlight bodies = new BodiesInFlight(MAX_BYTES_IN_FLIGHT, MAX_BODY_BYTES);
    private final LocalFunction function;
    private final InstantSource clock;
    private final WebhookCounts counts = new WebhookCounts();
    private final ObjectMapper json = new ObjectMapper();

    public WebhookGateway(LocalFunction function, InstantSource clock) {
        this.function = function;
        this.clock = clock;
    }

    public WebhookCounts counts() {
        return counts;
    }

    public void handle(Context http) throws IOException {
        counts.received();
        if (http.req().getContentLengthLong() > MAX_BODY_BYTES) {
            refuse(http, Outcome.TOO_LARGE);
            return;
        }
        try (BodiesInFlight.Body body = bodies.read(http.req().getInputStream())) {
            answer(http, body.bytes());
        } catch (BodiesInFlight.TooLargeException tooLarge) {
            refuse(http, Outcome.TOO_LARGE);
        } catch (BodiesInFlight.OverloadedException overloaded) {
            refuse(http, Outcome.UNAVAILABLE);
        }
    }

    private void refuse(Context http, Outcome outcome) {
        counts.outcome(outcome.label());
        http.status(outcome.status());
        outcome.headers().forEach(http::header);
    }

    private void answer(Context http, byte[] body) {
        try {
            LocalFunction.Invocation answer = function.invoke(HttpApiEvent.from(http, body, clock.instant()));
            count(answer);
            respond(http, json.readTree(answer.payload()));
        } catch (Exception failure) {
            LOG.error("The webhook function failed", failure);
            counts.outcome("function_error");
            http.status(500);
        }
    }

    private void count(LocalFunction.Invocation answer) throws IOException {
        for (String line : answer.log()) {
            counts.outcome(json.readTree(line).path("outcome").asText());
        }
    }

    private static void respond(Context http, JsonNode answer) {
        http.status(answer.path("statusCode").asInt());
        for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
            http.header(header.getKey(), header.getValue().asText());
        }
        http.result(answer.path("body").asText());
    }
}
