package dev.telegramlake.analytics.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a question.
///
/// @param rows values as Athena prints them, null where there is none
record Answer(List<Column> columns, List<List<@Nullable String>> rows) {
    /// @param type as Athena names it, for example `bigint`
    record Column(String name, String type) {}
}
