package dev.telegramlake.local.wire;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a request on the [AWS JSON 1.1](https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html) protocol
/// to the service that its `X-Amz-Target` names, and writes the answer or the error.
///
/// A request must come from a client, and be signed with the credentials of the pipeline.
public final class AwsEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);
    private static final Map<String, String> BROWSER_HEADERS = Map.of(
            "Content-Security-Policy", "sandbox; default-src 'none'",
            "X-Content-Type-Options", "nosniff",
            "Cross-Origin-Resource-Policy", "same-origin");
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final ClientCheck clients;
    private final SignatureCheck signatures;
    private final Map<String, AwsService> services;
    private final ObjectMapper json = new ObjectMapper();

    public AwsEndpoint(OwnHost own, LocalCredentials credentials, List<AwsService> services) {
        this.clients = new ClientCheck(own);
        this.signatures = new SignatureCheck(credentials, InstantSource.system());
        this.services = services.stream().collect(toUnmodifiableMap(AwsService::targetPrefix, identity()));
    }

    /// Adds its route, and headers to every answer of the server that keep a browser from making a page of it.
    public void addTo(JavalinConfig config) {
        config.routes.before(http -> BROWSER_HEADERS.forEach(http::header));
        config.routes.post("/", this::handle);
    }

    private void handle(Context http) throws JsonProcessingException {
        http.header("x-amzn-RequestId", UUID.randomUUID().toString());
        http.contentType(CONTENT_TYPE);
        try {
            http.result(json.writeValueAsBytes(answer(http)));
        } catch (ServiceError refusal) {
            writeError(http, refusal);
        } catch (RuntimeException broken) {
            LOG.error("{} failed", http.header("X-Amz-Target"), broken);
            writeError(http, new ServiceError(500, "InternalFailure", String.valueOf(broken.getMessage())));
        }
    }

    private JsonNode answer(Context http) throws ServiceError {
        Map<String, List<String>> headers = headers(http);
        Optional<String> refusal = clients.refusal(headers.getOrDefault("host", List.of()), headers.keySet());
        if (refusal.isPresent()) {
            throw new ServiceError(403, "AccessDeniedException", refusal.get());
        }
        byte[] body = http.bodyAsBytes();
        signatures.require(
                new SignatureCheck.Request(
                        http.req().getMethod(),
                        http.req().getRequestURI(),
                        http.req().getQueryString() == null ? "" : http.req().getQueryString(),
                        headers),
                body);
        String target = http.header("X-Amz-Target");
        int dot = target == null ? -1 : target.indexOf('.');
        AwsService service = target == null || dot < 0 ? null : services.get(target.substring(0, dot));
        if (target == null || service == null) {
            throw ServiceError.badRequest(
                    "UnknownOperationException", "X-Amz-Target %s names no service here".formatted(target));
        }
        return service.call(target.substring(dot + 1), JsonBody.read(body));
    }

    private static Map<String, List<String>> headers(Context http) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(http.req().getHeaderNames())) {
            headers.put(
                    name.toLowerCase(Locale.ROOT), Collections.list(http.req().getHeaders(name)));
        }
        return headers;
    }

    private void writeError(Context http, ServiceError error) throws JsonProcessingException {
        http.status(error.status());
        http.header("x-amzn-ErrorType", error.code());
        ObjectNode body = json.createObjectNode().put("__type", error.code()).put("message", error.message());
        http.result(json.writeValueAsBytes(body));
    }
}
