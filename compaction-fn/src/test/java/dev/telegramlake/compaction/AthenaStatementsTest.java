package dev.telegramlake.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionResponse;

/// What becomes of a statement that fails or does not end; a mock, because the stand-in's statements end.
final class AthenaStatementsTest {
    private final AthenaClient athena = mock(AthenaClient.class, Answers.CALLS_REAL_METHODS);
    private final AthenaStatements statements = new AthenaStatements(athena, CompactionSettings.from(Map.of()));

    @BeforeEach
    void start() {
        doReturn(StartQueryExecutionResponse.builder().queryExecutionId("id").build())
                .when(athena)
                .startQueryExecution(any(StartQueryExecutionRequest.class));
        doReturn(StopQueryExecutionResponse.builder().build())
                .when(athena)
                .stopQueryExecution(any(StopQueryExecutionRequest.class));
    }

    @Test
    void aFailureHasAthenasReasonAndTheStatement() {
        state(QueryExecutionState.FAILED);

        assertThatThrownBy(() -> statements.run("MSCK REPAIR TABLE t", Deadline.in(Duration.ofMinutes(1))))
                .isInstanceOf(CompactionFailedException.class)
                .hasMessage("Athena: no permission in MSCK REPAIR TABLE t");
    }

    @Test
    void aStatementThatDoesNotEndInTimeIsCancelled() {
        state(QueryExecutionState.RUNNING);

        assertThatThrownBy(() -> statements.run("UNLOAD ...", Deadline.in(Duration.ofMillis(30))))
                .isInstanceOf(OutOfTimeException.class)
                .hasMessageContaining("UNLOAD ...");
        verify(athena)
                .stopQueryExecution(StopQueryExecutionRequest.builder()
                        .queryExecutionId("id")
                        .build());
    }

    @Test
    void noStatementBeginsAfterTheDeadline() {
        assertThatThrownBy(() -> statements.run("SELECT 1", Deadline.in(Duration.ofSeconds(-1))))
                .isInstanceOf(OutOfTimeException.class);
        assertThat(mockingDetails(athena).getInvocations()).isEmpty();
    }

    private void state(QueryExecutionState state) {
        doReturn(GetQueryExecutionResponse.builder()
                        .queryExecution(execution ->
                                execution.status(status -> status.state(state).stateChangeReason("no permission")))
                        .build())
                .when(athena)
                .getQueryExecution(any(GetQueryExecutionRequest.class));
    }
}
