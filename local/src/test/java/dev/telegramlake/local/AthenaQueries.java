package dev.telegramlake.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.telegramlake.local.wire.LocalCredentials;
import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/// Asks the Athena emulator as users do: with the AWS SDK.
public final class AthenaQueries implements AutoCloseable {
    private final AthenaClient client;

    public AthenaQueries(URI endpoint, LocalCredentials credentials) {
        client = AthenaClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LocalCredentials.REGION))
                .credentialsProvider(credentials.provider())
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    public AthenaClient client() {
        return client;
    }

    /// Runs a statement to its end, whatever that is.
    public QueryExecution run(String sql) {
        String id = client.startQueryExecution(start -> start.queryString(sql)).queryExecutionId();
        while (true) {
            QueryExecution execution =
                    client.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
            QueryExecutionState state = execution.status().state();
            if (state != QueryExecutionState.QUEUED && state != QueryExecutionState.RUNNING) {
                return execution;
            }
            LockSupport.parkNanos(MILLISECONDS.toNanos(5));
        }
    }

    /// The rows of a query without its header; null is the word null.
    public List<List<String>> rows(String sql) {
        QueryExecution execution = run(sql);
        if (execution.status().state() != QueryExecutionState.SUCCEEDED) {
            throw new AssertionError(execution.status().stateChangeReason());
        }
        return client.getQueryResultsPaginator(get -> get.queryExecutionId(execution.queryExecutionId())).stream()
                .flatMap(page -> page.resultSet().rows().stream())
                .skip(execution.statementTypeAsString().equals("DML") ? 1 : 0)
                .map(row -> row.data().stream()
                        .map(datum -> String.valueOf(datum.varCharValue()))
                        .toList())
                .toList();
    }

    /// Asks again until the rows are as expected; the test's own time-out ends it otherwise.
    public List<List<String>> await(String sql, Predicate<List<List<String>>> expected) {
        while (true) {
            List<List<String>> rows = rows(sql);
            if (expected.test(rows)) {
                return rows;
            }
            LockSupport.parkNanos(MILLISECONDS.toNanos(100));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
