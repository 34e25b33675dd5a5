package dev.telegramlake.local.deployment;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
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
public final class Query {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final AthenaClient athena;
    private final QueryExecution execution;

    private Query(AthenaClient athena, QueryExecution execution) {
        this.athena = athena;
        this.execution = execution;
    }

    /// Runs a statement in the table's database, to its end.
    ///
    /// @throws DeploymentException with Athena's reason when it fails
    public static Query run(AthenaClient athena, String sql) throws DeploymentException, InterruptedException {
        String id = athena.startQueryExecution(start -> start.queryString(sql)
                        .workGroup(Lake.WORKGROUP)
                        .queryExecutionContext(context -> context.database(UpdatesTable.DATABASE)))
                .queryExecutionId();
        while (true) {
            QueryExecution execution =
                    athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
            QueryExecutionState state = execution.status().state();
            if (state == QueryExecutionState.SUCCEEDED) {
                return new Query(athena, execution);
            }
            if (state != QueryExecutionState.QUEUED && state != QueryExecutionState.RUNNING) {
                throw new DeploymentException(execution.status().stateChangeReason());
            }
            Thread.sleep(PAUSE);
        }
    }

    public QueryExecution execution() {
        return execution;
    }

    /// Gives the rows to a reader, one by one; a page of them is in memory.
    public void rows(Consumer<List<@Nullable String>> reader) {
        // only a query's first row is the header
        boolean header = execution.statementType() == StatementType.DML;
        for (GetQueryResultsResponse page : athena.getQueryResultsPaginator(get -> get.queryExecutionId(id()))) {
            for (Row row : page.resultSet().rows()) {
                if (!header) {
                    reader.accept(row.data().stream()
                            .<@Nullable String>map(Datum::varCharValue)
                            .toList());
                }
                header = false;
            }
        }
    }

    /// Names of the columns.
    public List<String> columns() {
        return athena
                .getQueryResults(get -> get.queryExecutionId(id()).maxResults(1))
                .resultSet()
                .resultSetMetadata()
                .columnInfo()
                .stream()
                .map(ColumnInfo::name)
                .toList();
    }

    private String id() {
        return execution.queryExecutionId();
    }
}
