package dev.telegramlake.analytics.report;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;
import software.amazon.awssdk.services.athena.model.Row;

/// Runs queries through the [Athena API](https://docs.aws.amazon.com/athena/latest/APIReference/) and reads their
/// results to the end.
final class AthenaAnswers {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final AthenaClient athena;

    AthenaAnswers(AthenaClient athena) {
        this.athena = athena;
    }

    /// @throws QueryFailedException with Athena's reason
    Answer run(String sql) throws QueryFailedException, InterruptedException {
        String id = athena.startQueryExecution(start -> start.queryString(sql)
                        .workGroup(Lake.WORKGROUP)
                        .queryExecutionContext(context -> context.database(UpdatesTable.DATABASE)))
                .queryExecutionId();
        await(id);
        List<Answer.Column> columns = new ArrayList<>();
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (GetQueryResultsResponse page : athena.getQueryResultsPaginator(get -> get.queryExecutionId(id))) {
            if (columns.isEmpty()) {
                page.resultSet()
                        .resultSetMetadata()
                        .columnInfo()
                        .forEach(column -> columns.add(new Answer.Column(column.name(), column.type())));
            }
            for (Row row : page.resultSet().rows()) {
                rows.add(row.data().stream()
                        .<@Nullable String>map(Datum::varCharValue)
                        .toList());
            }
        }
        return new Answer(columns, rows.subList(1, rows.size())); // the first row is the header
    }

    private void await(String id) throws QueryFailedException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            QueryExecutionStatus status = athena.getQueryExecution(get -> get.queryExecutionId(id))
                    .queryExecution()
                    .status();
            if (status.state() == QueryExecutionState.SUCCEEDED) {
                return;
            }
            if (status.state() != QueryExecutionState.QUEUED && status.state() != QueryExecutionState.RUNNING) {
                throw new QueryFailedException(String.valueOf(status.stateChangeReason()));
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
