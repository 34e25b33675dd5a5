package dev.telegramlake.local.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.trino.TrinoColumn;
import dev.telegramlake.local.trino.TrinoStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query's rows.
///
/// @param isCut whether rows are missing at the end
record Result(List<TrinoColumn> columns, List<List<@Nullable Object>> rows, boolean isCut, TrinoStatistics cost) {
    /// All but the rows.
    ObjectNode head(ObjectMapper json) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode list = answer.putArray("columns");
        for (TrinoColumn column : columns) {
            list.addObject().put("name", column.name()).put("type", column.type());
        }
        return answer.put("isCut", isCut)
                .put("bytesScanned", cost.bytesScanned())
                .put("elapsedMillis", cost.elapsedMillis());
    }
}
