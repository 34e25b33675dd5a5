package dev.telegramlake.analytics.report;

import dev.telegramlake.analytics.athena.AthenaQuery;
import dev.telegramlake.analytics.athena.QueryFailedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.AthenaClient;

/// The result of a question.
///
/// @param rows values as Athena prints them, null where there is none
record Answer(List<Column> columns, List<List<@Nullable String>> rows) {
    /// @param type as Athena names it, for example `bigint`
    record Column(String name, String type) {}

    /// Asks Athena.
    ///
    /// @throws QueryFailedException with Athena's reason
    static Answer to(String sql, AthenaClient athena) throws QueryFailedException, InterruptedException {
        AthenaQuery query = AthenaQuery.run(athena, sql);
        List<List<@Nullable String>> rows = new ArrayList<>();
        query.rows(rows::add);
        return new Answer(
                query.columns().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList(),
                rows);
    }
}
