package dev.telegramlake.local.firehose.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of one JSON object in the order of the table's columns, as the service's
/// [OpenX JSON SerDe](https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html) finds them:
/// keys match in any case, the last of two that differ only in case wins, what is missing is null, what the table
/// does not have is dropped.
final class OpenXRow {
    private OpenXRow() {}

    /// Gives the values as the engine's types hold them, null where the object has none.
    static List<@Nullable Object> decode(ObjectNode object, List<Column> columns) throws RecordRefusedException {
        Map<String, JsonNode> fields = HashMap.newHashMap(object.size());
        object.properties().forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (Column column : columns) {
            JsonNode value = fields.get(column.name());
            try {
                row.add(value == null || value.isNull() ? null : OpenXValue.decode(value, column.type()));
            } catch (IllegalArgumentException wrong) {
                throw RecordRefusedException.malformedData("%s in column %s of type %s"
                        .formatted(
                                wrong.getMessage(), column.name(), column.type().glueName()));
            }
        }
        return row;
    }
}
