package dev.telegramlake.local.wire;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a request on the [AWS JSON 1.1](https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html) protocol
/// to the service that its `X-Amz-Target` names, and writes the answer or the error.
///
/// A request must be signed with the access key of its pipeline. The signature itself is not
/// computed again: the port is bound to one machine, and no browser page can send the header across origins.
public final class AwsEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final OwnHost own;
    private final LocalCredentials credentials;
    private final Map<String, AwsService> services;
    private final ObjectMapper json = new ObjectMapper();

    public AwsEndpoint(OwnHost own, LocalCredentials credentials, List<AwsService> services) {
        this.own = own;
        this.credentials = credentials;
        this.services = services.stream().collect(toUnmodifiableMap(AwsService::targetPrefix, identity()));
    }

    public void handle(Context http) throws JsonProcessingException {
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
        if (!own.isNamedBy(http)) {
            throw new ServiceError(
                    403,
                    "AccessDeniedException",
                    "This server does not answer for the host '%s'".formatted(http.header("Host")));
        }
        checkCredentials(http.header("Authorization"));
        String target = http.header("X-Amz-Target");
        int dot = target == null ? -1 : target.indexOf('.');
        AwsService service = target == null || dot < 0 ? null : services.get(target.substring(0, dot));
        if (target == null || service == null) {
            throw ServiceError.badRequest(
                    "UnknownOperationException", "X-Amz-Target %s names no service here".formatted(target));
        }
        return service.call(target.substring(dot + 1), JsonBody.read(http.bodyAsBytes()));
    }

    private void checkCredentials(@Nullable String authorization) throws ServiceError {
        if (authorization == null || !authorization.startsWith("AWS4-HMAC-SHA256 ")) {
            throw new ServiceError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (!authorization.contains("Credential=" + credentials.accessKeyId() + "/")) {
            throw new ServiceError(
                    403, "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
    }

    private void writeError(Context http, ServiceError error) throws JsonProcessingException {
        http.status(error.status());
        http.header("x-amzn-ErrorType", error.code());
        ObjectNode body = json.createObjectNode().put("__type", error.code()).put("message", error.message());
        http.result(json.writeValueAsBytes(body));
    }
}
