package dev.telegramlake.local.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The body of a request on the AWS JSON protocol.
public final class JsonBody {
    private static final Logger LOG = LoggerFactory.getLogger(JsonBody.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonBody() {}

    /// Reads a body.
    ///
    /// @throws ServiceError when it is no JSON object
    public static ObjectNode read(byte[] body) throws ServiceError {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            LOG.debug("malformed request", malformed);
        }
        throw ServiceError.badRequest("SerializationException", "The request body is not a JSON object");
    }
}
