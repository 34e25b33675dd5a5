package dev.telegramlake.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.wire.LocalCredentials;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.UUID;

/// Makes the event that an HTTP API sends to a function, in
/// [payload format
/// 2.0](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
final class HttpApiEvent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpApiEvent() {}

    /// The event, JSON in UTF-8. Header names are in lower case and one that came twice has both values with a
    /// comma between, as API Gateway sends them; a body that is not UTF-8 is base64.
    static byte[] from(Context http, byte[] body, Instant now) throws IOException {
        String path = http.path();
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "ANY " + path)
                .put("rawPath", path)
                .put("rawQueryString", http.queryString() == null ? "" : http.queryString());
        ObjectNode headers = event.putObject("headers");
        for (String name : Collections.list(http.req().getHeaderNames())) {
            headers.put(
                    name.toLowerCase(Locale.ROOT),
                    String.join(",", Collections.list(http.req().getHeaders(name))));
        }
        ObjectNode context = event.putObject("requestContext")
                .put("accountId", LocalCredentials.ACCOUNT_ID)
                .put("apiId", "local")
                .put("routeKey", "ANY " + path)
                .put("stage", "$default")
                .put("requestId", UUID.randomUUID().toString())
                .put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", http.method().name())
                .put("path", path)
                .put("protocol", http.protocol())
                .put("sourceIp", http.ip())
                .put("userAgent", http.userAgent());
        putBody(event, body);
        return JSON.writeValueAsBytes(event);
    }

    private static void putBody(ObjectNode event, byte[] body) {
        try {
            event.put(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
            event.put("isBase64Encoded", false);
        } catch (CharacterCodingException binary) {
            event.put("body", body);
            event.put("isBase64Encoded", true);
        }
    }
}
