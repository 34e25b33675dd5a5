package dev.telegramlake.local.trino;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the result of a query, row by row.
public interface ResultSink {
    /// For statements whose rows nobody wants.
    ResultSink NONE = new ResultSink() {
        @Override
        public void columns(List<TrinoColumn> columns) {}

        @Override
        public void row(List<@Nullable Object> values) {}
    };

    /// Called once, before the first row; never for a statement without a result.
    void columns(List<TrinoColumn> columns) throws IOException;

    /// One row, as Trino's client decodes it: Long, Integer, Double, Boolean, String (also for dates, timestamps
    /// and decimals), `byte[]`, List for arrays, Map for maps, `io.trino.client.Row` for rows, or null.
    void row(List<@Nullable Object> values) throws IOException;
}
