package dev.telegramlake.local.trino;

import io.trino.client.QueryError;
import io.trino.client.QueryStatusInfo;
import io.trino.client.StatementClient;
import io.trino.client.StatementStats;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query that Trino is running.
public final class TrinoQuery implements AutoCloseable {
    private final StatementClient client;
    private final String id;

    TrinoQuery(StatementClient client) {
        this.client = client;
        this.id = client.currentStatusInfo().getId();
    }

    /// Reads the result to its end, on the calling thread.
    ///
    /// @throws TrinoQueryException when the query is refused, fails or is cancelled
    public TrinoStatistics read(ResultSink sink) throws TrinoQueryException, IOException {
        boolean named = false;
        while (client.isRunning()) {
            QueryStatusInfo status = client.currentStatusInfo();
            if (!named && status.getColumns() != null) {
                named = true;
                sink.columns(columns(status));
            }
            for (List<@Nullable Object> row : client.currentRows()) {
                sink.row(row);
            }
            client.advance();
        }
        if (client.isClientAborted()) {
            throw new TrinoQueryException("USER_CANCELED", true, "Query was canceled");
        }
        QueryStatusInfo end = client.finalStatusInfo();
        if (end.getError() != null) {
            throw failure(end.getError());
        }
        if (!named && end.getColumns() != null) {
            sink.columns(columns(end));
        }
        return statistics(end.getStats());
    }

    /// What the query has cost so far. May be called by any thread.
    public TrinoStatistics statistics() {
        return statistics(client.getStats());
    }

    /// Whether Trino plans or schedules the query, also after it was told to stop: its threads bear the query's name
    /// meanwhile. May be called by any thread.
    public boolean isWorking() {
        String name = "Query-" + id;
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(name));
    }

    /// Stops the query. May be called by any thread, also after its end.
    public void cancel() {
        client.close();
    }

    @Override
    public void close() {
        client.close();
    }

    private static List<TrinoColumn> columns(QueryStatusInfo status) {
        return status.getColumns().stream()
                .map(column -> new TrinoColumn(column.getName(), column.getType()))
                .toList();
    }

    private static TrinoStatistics statistics(StatementStats stats) {
        return new TrinoStatistics(
                stats.getPhysicalInputBytes(),
                stats.getProcessedRows(),
                stats.getQueuedTimeMillis(),
                stats.getElapsedTimeMillis());
    }

    private static TrinoQueryException failure(QueryError error) {
        return new TrinoQueryException(
                String.valueOf(error.getErrorName()),
                "USER_ERROR".equals(error.getErrorType()),
                String.valueOf(error.getMessage()));
    }
}
