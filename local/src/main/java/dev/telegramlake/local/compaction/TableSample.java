package dev.telegramlake.local.compaction;

import dev.telegramlake.analytics.athena.AthenaQuery;
import dev.telegramlake.analytics.athena.QueryFailedException;
import dev.telegramlake.local.deployment.SqlFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.AthenaClient;

/// What a query over the whole table meets.
///
/// @param files  that it reads
/// @param rows   that it finds
/// @param bytes  that it scans
/// @param millis that it takes
record TableSample(long files, long rows, long bytes, long millis) {
    /// Runs the sample query.
    ///
    /// @throws QueryFailedException with Athena's reason
    static TableSample take(AthenaClient athena) throws QueryFailedException, InterruptedException {
        AthenaQuery query = AthenaQuery.run(athena, SqlFile.read(TableSample.class, "sample-query.sql"));
        List<List<@Nullable String>> rows = new ArrayList<>();
        query.rows(rows::add);
        return new TableSample(
                Long.parseLong(String.valueOf(rows.getFirst().getFirst())),
                Long.parseLong(String.valueOf(rows.getFirst().get(1))),
                query.execution().statistics().dataScannedInBytes(),
                query.execution().statistics().totalExecutionTimeInMillis());
    }
}
