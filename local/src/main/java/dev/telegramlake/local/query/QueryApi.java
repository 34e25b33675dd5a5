package dev.telegramlake.local.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.athena.AthenaValue;
import dev.telegramlake.local.athena.ddl.DdlException;
import dev.telegramlake.local.athena.ddl.HiveDdlRunner;
import dev.telegramlake.local.http.JsonAnswers;
import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.trino.TrinoColumn;
import dev.telegramlake.local.trino.TrinoQueryException;
import dev.telegramlake.local.trino.TrinoStatistics;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL box: statements that read, and the tables that they can read from.
final class QueryApi {
    private static final String TABLES = """
            SELECT c.table_name, t.table_type, c.column_name, c.data_type
            FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = '%1$s'
            ORDER BY c.table_name <> '%2$s', t.table_type DESC, c.table_name, c.ordinal_position""".formatted(UpdatesTable.DATABASE, UpdatesTable.NAME);
    private static final Map<String, String> COMMENTS =
            UpdatesTable.COLUMNS.stream().collect(Collectors.toUnmodifiableMap(Column::name, Column::comment));

    private final ObjectMapper json = new ObjectMapper();
    private final LakeQueries queries;
    private final HiveDdlRunner hive;

    QueryApi(LakeQueries queries, HiveDdlRunner hive) {
        this.queries = queries;
        this.hive = hive;
    }

    /// `POST /api/query` with `{"sql": "SELECT ..."}`: one statement that reads; values as Athena prints them.
    void query(Context http) throws IOException {
        String sql = sql(http);
        Result result = queries.inTurn(turn -> switch (ReadOnlyStatement.parse(sql)) {
            case ReadOnlyStatement.OfTrino select -> turn.query(select.sql());
            case ReadOnlyStatement.OfHive show -> lines(show);
        });
        ObjectNode answer = result.head(json);
        ArrayNode rows = answer.putArray("rows");
        for (List<@Nullable Object> row : result.rows()) {
            ArrayNode values = rows.addArray();
            for (int i = 0; i < row.size(); i++) {
                values.add(AthenaValue.print(row.get(i), result.columns().get(i).type()));
            }
        }
        JsonAnswers.write(http, answer);
    }

    private String sql(Context http) {
        String sql;
        try {
            JsonNode body = json.readTree(http.body());
            sql = body.path("sql").asText();
        } catch (JsonProcessingException broken) {
            throw RefusedException.badRequest("The body must be JSON such as {\"sql\": \"SELECT 1\"}, but is none.");
        }
        if (sql.isBlank()) {
            throw RefusedException.badRequest("There is no statement. Write one, such as SELECT * FROM messages.");
        }
        return sql;
    }

    private Result lines(ReadOnlyStatement.OfHive show) throws IOException {
        try {
            List<List<@Nullable Object>> rows = hive.run(show.statement(), UpdatesTable.DATABASE).stream()
                    .<List<@Nullable Object>>map(List::of)
                    .toList();
            return new Result(
                    List.of(new TrinoColumn("result", "varchar")), rows, false, new TrinoStatistics(0, 0, 0, 0));
        } catch (DdlException | TrinoQueryException refused) {
            throw RefusedException.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    /// `GET /api/tables`: tables first, then views, each with its columns.
    void tables(Context http) throws IOException {
        ObjectNode answer = json.createObjectNode();
        ArrayNode tables = answer.putArray("tables");
        String name = "";
        ArrayNode columns = json.createArrayNode();
        for (List<@Nullable Object> row : queries.run(TABLES).rows()) {
            String table = String.valueOf(row.get(0));
            if (!table.equals(name)) {
                name = table;
                ObjectNode next = tables.addObject().put("name", name);
                next.put("isView", "VIEW".equals(row.get(1)));
                columns = next.putArray("columns");
            }
            String column = String.valueOf(row.get(2));
            columns.addObject()
                    .put("name", column)
                    .put("type", String.valueOf(row.get(3)))
                    .put("comment", table.equals(UpdatesTable.NAME) ? COMMENTS.get(column) : null);
        }
        JsonAnswers.write(http, answer);
    }
}
