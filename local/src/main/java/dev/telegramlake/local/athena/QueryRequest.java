package dev.telegramlake.local.athena;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.wire.ServiceError;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// What [StartQueryExecution](https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html) asks
/// for.
///
/// @param output an S3 URI that ends in a slash
/// @param token  the same for the same request that is sent again
record QueryRequest(String sql, String database, String workgroup, URI output, Optional<String> token) {
    static final URI DEFAULT_OUTPUT = URI.create("s3://%s/%s".formatted(Lake.BUCKET, Lake.QUERY_RESULTS_PREFIX));

    private static final Set<String> WORKGROUPS = Set.of(Lake.WORKGROUP, "primary");

    static QueryRequest read(ObjectNode request) throws ServiceError {
        String sql = request.path("QueryString").asText();
        if (sql.isBlank()) {
            throw Athena.invalid("queryString is required");
        }
        String workgroup = request.path("WorkGroup").asText(Lake.WORKGROUP);
        if (!WORKGROUPS.contains(workgroup)) {
            throw Athena.invalid("WorkGroup %s is not found.".formatted(workgroup));
        }
        if (request.path("ExecutionParameters").size() > 0) {
            throw Athena.invalid("ExecutionParameters are not supported here; write the values into the statement");
        }
        return new QueryRequest(
                sql,
                request.path("QueryExecutionContext").path("Database").asText(UpdatesTable.DATABASE),
                workgroup,
                output(request.path("ResultConfiguration")
                        .path("OutputLocation")
                        .asText("")),
                Optional.ofNullable(request.path("ClientRequestToken").asText(null)));
    }

    private static URI output(String location) throws ServiceError {
        if (location.isEmpty()) {
            return DEFAULT_OUTPUT;
        }
        return S3Folder.of(location).orElseThrow(() -> Athena.invalid("outputLocation is not a valid S3 path."));
    }
}
