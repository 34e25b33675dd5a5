package dev.telegramlake.local.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A stand-in for one AWS service.
public interface AwsService {
    /// What stands before the dot in `X-Amz-Target`, for example `Firehose_20150804`.
    String targetPrefix();

    /// Runs one operation and returns its answer. Called by many threads at once.
    ///
    /// @throws ServiceError the service's own refusal, with its error code
    JsonNode call(String operation, ObjectNode request) throws ServiceError;
}
