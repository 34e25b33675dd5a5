package dev.telegramlake.local.compaction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/// What a query over the whole table meets.
///
/// @param files  that it reads
/// @param rows   that it finds
/// @param bytes  that it scans
/// @param millis that it takes
record TableSample(long files, long rows, long bytes, long millis) {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /// Runs the sample query.
    ///
    /// @throws IOException when it fails
    static TableSample take(AthenaClient athena, String database) throws IOException {
        String sql = sql();
        String id = athena.startQueryExecution(
                        start -> start.queryString(sql).queryExecutionContext(context -> context.database(database)))
                .queryExecutionId();
        QueryExecution end = await(athena, id);
        if (end.status().state() != QueryExecutionState.SUCCEEDED) {
            throw new IOException("The sample query failed: " + end.status().stateChangeReason());
        }
        List<Datum> row = athena.getQueryResults(get -> get.queryExecutionId(id))
                .resultSet()
                .rows()
                .getLast()
                .data();
        return new TableSample(
                Long.parseLong(row.getFirst().varCharValue()),
                Long.parseLong(row.get(1).varCharValue()),
                end.statistics().dataScannedInBytes(),
                end.statistics().totalExecutionTimeInMillis());
    }

    private static QueryExecution await(AthenaClient athena, String id) {
        while (true) {
            QueryExecution execution =
                    athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
            switch (execution.status().state()) {
                case QUEUED, RUNNING -> LockSupport.parkNanos(PAUSE.toNanos());
                case SUCCEEDED, FAILED, CANCELLED, UNKNOWN_TO_SDK_VERSION -> {
                    return execution;
                }
            }
        }
    }

    private static String sql() throws IOException {
        try (InputStream file = TableSample.class.getResourceAsStream("sample-query.sql")) {
            if (file == null) {
                throw new IOException("sample-query.sql is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
