package dev.telegramlake.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.http.BrokenRequestException;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.webhook.Outcome;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
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

    private static final String BROKEN = "broken";

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

    /// Answers a request.
    ///
    /// @throws BrokenRequestException when the request does not come to its end
    public void handle(Context http) {
        counts.received();
        if (http.req().getContentLengthLong() > MAX_BODY_BYTES) {
            refuse(http, Outcome.TOO_LARGE);
            return;
        }
        try (BodiesInFlight.Body body = body(http)) {
            answer(http, body.bytes());
        } catch (BodiesInFlight.TooLargeException tooLarge) {
            refuse(http, Outcome.TOO_LARGE);
        } catch (BodiesInFlight.OverloadedException overloaded) {
            refuse(http, Outcome.UNAVAILABLE);
        }
    }

    private BodiesInFlight.Body body(Context http)
            throws BodiesInFlight.TooLargeException, BodiesInFlight.OverloadedException {
        try {
            return bodies.read(http.req().getInputStream());
        } catch (IOException | HttpException.RuntimeException broken) {
            counts.outcome(BROKEN);
            throw new BrokenRequestException(broken);
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
            respond(http, json.readTree(answer.payload()));
            answer.log().forEach(this::count);
        } catch (Exception failure) {
            LOG.error("The webhook function failed", failure);
            counts.outcome("function_error");
            http.status(500);
        }
    }

    /// A line that has no outcome is no request's.
    private void count(String line) {
        try {
            String outcome = json.readTree(line).path("outcome").asText();
            if (!outcome.isEmpty()) {
                counts.outcome(outcome);
            }
        } catch (JsonProcessingException notJson) {
            LOG.debug("A line of the webhook function is not JSON", notJson);
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
