package dev.telegramlake.analytics.athena;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;

/// A statement that has run, through the [Athena API](https://docs.aws.amazon.com/athena/latest/APIReference/).
public final class AthenaQuery {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final AthenaClient athena;
    private final QueryExecution execution;

    private AthenaQuery(AthenaClient athena, QueryExecution execution) {
        this.athena = athena;
        this.execution = execution;
    }

    /// Runs a statement in the table's database, to its end.
    ///
    /// @throws QueryFailedException with Athena's reason
    public static AthenaQuery run(AthenaClient athena, String sql) throws QueryFailedException, InterruptedException {
        String id = athena.startQueryExecution(start -> start.queryString(sql)
                        .workGroup(Lake.WORKGROUP)
                        .queryExecutionContext(context -> context.database(UpdatesTable.DATABASE)))
                .queryExecutionId();
        Duration pause = FIRST_PAUSE;
        while (true) {
            QueryExecution execution =
                    athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
            QueryExecutionState state = execution.status().state();
            if (state == QueryExecutionState.SUCCEEDED) {
                return new AthenaQuery(athena, execution);
            }
            if (state != QueryExecutionState.QUEUED && state != QueryExecutionState.RUNNING) {
                throw new QueryFailedException(String.valueOf(execution.status().stateChangeReason()));
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /// Takes a row: values as Athena prints them, null where there is none.
    @FunctionalInterface
    public interface RowReader {
        void read(List<@Nullable String> row);
    }

    public QueryExecution execution() {
        return execution;
    }

    /// Gives the rows to a reader, one by one; a page of them is in memory.
    public void rows(RowReader reader) {
        // only a query's first row is the header
        boolean header = execution.statementType() == StatementType.DML;
        for (GetQueryResultsResponse page : athena.getQueryResultsPaginator(get -> get.queryExecutionId(id()))) {
            for (Row row : page.resultSet().rows()) {
                if (!header) {
                    reader.read(row.data().stream()
                            .<@Nullable String>map(Datum::varCharValue)
                            .toList());
                }
                header = false;
            }
        }
    }

    public List<ColumnInfo> columns() {
        return athena.getQueryResults(get -> get.queryExecutionId(id()).maxResults(1))
                .resultSet()
                .resultSetMetadata()
                .columnInfo();
    }

    private String id() {
        return execution.queryExecutionId();
    }
}
