package dev.telegramlake.local.athena;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.trino.TrinoColumn;
import dev.telegramlake.local.trino.TrinoStatistics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of the API's answers.
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode queryExecution(Execution execution) {
        ObjectNode answer = object().put("QueryExecutionId", execution.id()).put("Query", execution.sql());
        answer.put("StatementType", execution.statementType()).put("WorkGroup", execution.workgroup());
        answer.putObject("ResultConfiguration")
                .put("OutputLocation", execution.output().toString());
        answer.putObject("QueryExecutionContext")
                .put("Database", execution.database())
                .put("Catalog", "awsdatacatalog");
        answer.putObject("EngineVersion")
                .put("SelectedEngineVersion", "Athena engine version 3")
                .put("EffectiveEngineVersion", "Athena engine version 3");
        status(answer.putObject("Status"), execution);
        TrinoStatistics cost = execution.statistics();
        answer.putObject("Statistics")
                .put("DataScannedInBytes", cost.bytesScanned())
                .put("QueryQueueTimeInMillis", cost.queuedMillis())
                .put("EngineExecutionTimeInMillis", cost.elapsedMillis() - cost.queuedMillis())
                .put("TotalExecutionTimeInMillis", cost.elapsedMillis());
        return answer;
    }

    private static void status(ObjectNode status, Execution execution) {
        status.put("State", execution.state().name());
        status.put("SubmissionDateTime", seconds(execution.submitted()));
        execution.completed().ifPresent(at -> status.put("CompletionDateTime", seconds(at)));
        execution.reason().ifPresent(reason -> {
            status.put("StateChangeReason", reason);
            if (execution.state() == Execution.State.FAILED) {
                status.putObject("AthenaError")
                        .put("ErrorCategory", execution.isUserError() ? 2 : 1)
                        .put("Retryable", false)
                        .put("ErrorMessage", reason);
            }
        });
    }

    static ObjectNode results(List<TrinoColumn> columns, List<List<@Nullable String>> rows) {
        ObjectNode answer = object().put("UpdateCount", 0);
        ObjectNode resultSet = answer.putObject("ResultSet");
        ArrayNode list = resultSet.putArray("Rows");
        for (List<@Nullable String> row : rows) {
            ArrayNode data = list.addObject().putArray("Data");
            for (String value : row) {
                ObjectNode datum = data.addObject();
                if (value != null) {
                    datum.put("VarCharValue", value);
                }
            }
        }
        ArrayNode infos = resultSet.putObject("ResultSetMetadata").putArray("ColumnInfo");
        for (TrinoColumn column : columns) {
            infos.addObject()
                    .put("CatalogName", "hive")
                    .put("SchemaName", "")
                    .put("TableName", "")
                    .put("Name", column.name())
                    .put("Label", column.name())
                    .put("Type", AthenaValue.typeName(column.type()))
                    .put("Precision", AthenaValue.precision(column.type()))
                    .put("Scale", 0)
                    .put("Nullable", "UNKNOWN")
                    .put("CaseSensitive", AthenaValue.typeName(column.type()).equals("varchar"));
        }
        return answer;
    }

    /// Seconds since 1970 with a fraction, as the protocol writes times.
    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
