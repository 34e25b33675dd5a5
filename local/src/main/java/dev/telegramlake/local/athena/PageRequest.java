package dev.telegramlake.local.athena;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.wire.ServiceError;

/// Which rows [GetQueryResults](https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html) asks
/// for.
///
/// @param first where the page begins: 0, or what the page before named
/// @param most  rows of the page
record PageRequest(long first, int most) {
    static final int MOST_ROWS = 1000;

    static PageRequest read(ObjectNode request) throws ServiceError {
        int most = request.path("MaxResults").asInt(MOST_ROWS);
        if (most < 1 || most > MOST_ROWS) {
            throw Athena.invalid("MaxResults must be 1 to %d, but is %d".formatted(MOST_ROWS, most));
        }
        String token = request.path("NextToken").asText("0");
        if (!token.matches("[0-9]{1,18}")) {
            throw noPage(token);
        }
        return new PageRequest(Long.parseLong(token), most);
    }

    static ServiceError noPage(Object token) {
        return Athena.invalid("NextToken %s is not valid".formatted(token));
    }
}
