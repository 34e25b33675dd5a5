package dev.telegramlake.local.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.change.TransformCalls.ReceivedUpdate;
import dev.telegramlake.schema.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/// A Parquet file of updates as it lands, made by the transform and by Firehose's writer.
public final class UpdatesFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private UpdatesFile() {}

    /// Makes the file.
    ///
    /// @param apart   time from the arrival of one update to that of the next; the first arrives at midnight
    /// @param columns that the file has
    /// @param row     what becomes of a row before it is written
    public static byte[] parquet(
            LocalDate day, Duration apart, List<String> updates, List<Column> columns, UnaryOperator<ObjectNode> row)
            throws IOException, InterruptedException {
        Path path = Files.createTempFile("updates", ".parquet");
        try {
            try (TableRows rows = new TableRows(path, columns);
                    TransformCalls calls = new TransformCalls(made -> rows.append(JSON.writeValueAsBytes(
                            row.apply((ObjectNode) JSON.readTree(requireNonNull(made.json()))))))) {
                long arrival = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
                for (String update : updates) {
                    calls.add(new ReceivedUpdate(arrival, update.getBytes(StandardCharsets.UTF_8)));
                    arrival += apart.toMillis();
                }
                calls.finish();
            }
            return Files.readAllBytes(path);
        } finally {
            Files.delete(path);
        }
    }
}
