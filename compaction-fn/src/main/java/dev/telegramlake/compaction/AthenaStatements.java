package dev.telegramlake.compaction;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;
import software.amazon.awssdk.services.athena.model.Row;

/// Runs statements on Athena, one after the other, each to its end.
final class AthenaStatements {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// Characters of a statement that a message repeats.
    private static final int SHOWN = 200;

    private final AthenaClient athena;
    private final CompactionSettings settings;

    AthenaStatements(AthenaClient athena, CompactionSettings settings) {
        this.athena = athena;
        this.settings = settings;
    }

    /// Returns when the statement has succeeded.
    ///
    /// @return its id, for [#rows]
    /// @throws OutOfTimeException        when the deadline comes first; the statement is cancelled
    /// @throws CompactionFailedException with Athena's reason
    String run(String sql, Deadline deadline) {
        deadline.require(Duration.ZERO, "A statement");
        String id = athena.startQueryExecution(start -> start.queryString(sql)
                        .workGroup(settings.workgroup())
                        .queryExecutionContext(context -> context.database(settings.database())))
                .queryExecutionId();
        Duration pause = FIRST_PAUSE;
        while (true) {
            QueryExecutionStatus status = athena.getQueryExecution(get -> get.queryExecutionId(id))
                    .queryExecution()
                    .status();
            switch (status.state()) {
                case SUCCEEDED -> {
                    return id;
                }
                case FAILED, CANCELLED, UNKNOWN_TO_SDK_VERSION ->
                    throw new CompactionFailedException(
                            "Athena: %s in %s".formatted(status.stateChangeReason(), shown(sql)));
                case QUEUED, RUNNING -> {
                    if (deadline.left().compareTo(pause) < 0
                            || Thread.currentThread().isInterrupted()) {
                        athena.stopQueryExecution(stop -> stop.queryExecutionId(id));
                        throw new OutOfTimeException("Athena had not ended " + shown(sql));
                    }
                    LockSupport.parkNanos(pause.toNanos());
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        }
    }

    private static String shown(String sql) {
        return sql.length() <= SHOWN ? sql : sql.substring(0, SHOWN) + " ...";
    }

    /// The rows of a query that has succeeded, its header left out.
    List<List<String>> rows(String id) {
        return athena.getQueryResultsPaginator(get -> get.queryExecutionId(id)).stream()
                .flatMap(page -> page.resultSet().rows().stream())
                .skip(1)
                .map(Row::data)
                .map(values -> values.stream().map(Datum::varCharValue).toList())
                .toList();
    }
}
