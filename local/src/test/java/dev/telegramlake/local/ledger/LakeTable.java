package dev.telegramlake.local.ledger;

import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What a query over the table sees. The whole pipeline is asked by SQL. Of the lean one, DuckDB reads what S3 lists
/// at the partitions' locations.
final class LakeTable {
    private final PipelineProcess.Kind kind;
    private final PipelineUnderTest pipeline;

    LakeTable(PipelineProcess.Kind kind, PipelineUnderTest pipeline) {
        this.kind = kind;
        this.pipeline = pipeline;
    }

    /// A row.
    ///
    /// @param compacted whether the row is in a file that a compaction wrote
    record Row(long updateId, String payload, boolean compacted) {}

    /// @throws IOException when the table cannot be read as it is now
    List<Row> rows() throws IOException {
        return kind == PipelineProcess.Kind.WHOLE ? rowsOfAthena() : rowsOfFiles();
    }

    private List<Row> rowsOfAthena() {
        try (AthenaQueries athena = new AthenaQueries(pipeline.address("athena"), PipelineProcess.CREDENTIALS)) {
            return athena.rows("SELECT update_id, payload, \"$path\" FROM updates").stream()
                    .map(row -> new Row(
                            Long.parseLong(row.getFirst()),
                            row.get(1),
                            row.get(2).contains("/" + Lake.COMPACTED_PREFIX)))
                    .toList();
        }
    }

    private List<Row> rowsOfFiles() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (S3Client s3 = ObjectStore.client(pipeline.address("s3"), PipelineProcess.CREDENTIALS);
                Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String location : locations().values()) {
                String prefix =
                        location.substring("s3://%s/".formatted(Lake.BUCKET).length());
                List<String> files = keys(s3, prefix).stream()
                        .filter(key -> !key.substring(key.lastIndexOf('/') + 1).matches("[._].*"))
                        .toList();
                if (!files.isEmpty()) {
                    read(statement, files, prefix.startsWith(Lake.COMPACTED_PREFIX), rows);
                }
            }
        } catch (SQLException unreadable) {
            throw new IOException("A query fails: " + unreadable.getMessage(), unreadable);
        }
        return rows;
    }

    /// Ids of the updates in the files that Firehose landed, those of compacted days included.
    Set<Long> landed() throws IOException {
        List<String> files = keys(Lake.LANDING_PREFIX);
        List<Row> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            if (!files.isEmpty()) {
                read(statement, files, false, rows);
            }
        } catch (SQLException unreadable) {
            throw new IOException("A landing file cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return rows.stream().map(Row::updateId).collect(Collectors.toSet());
    }

    private Map<String, String> locations() throws IOException {
        return PartitionCatalog.locations(pipeline.data().resolve("catalog/partitions.json"));
    }

    private void read(Statement statement, List<String> keys, boolean compacted, List<Row> rows) throws SQLException {
        String files = keys.stream()
                .map(key -> "'%s'".formatted(bucket().resolve(key)))
                .collect(Collectors.joining(", "));
        try (ResultSet result = statement.executeQuery(
                "SELECT update_id, payload FROM read_parquet([%s], hive_partitioning = false)".formatted(files))) {
            while (result.next()) {
                rows.add(new Row(result.getLong(1), result.getString(2), compacted));
            }
        }
    }

    /// Keys of all objects below a prefix.
    List<String> keys(String prefix) {
        try (S3Client s3 = ObjectStore.client(pipeline.address("s3"), PipelineProcess.CREDENTIALS)) {
            return keys(s3, prefix);
        }
    }

    private static List<String> keys(S3Client s3, String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(Lake.BUCKET).prefix(prefix)).stream()
                .flatMap(page -> page.contents().stream())
                .map(S3Object::key)
                .toList();
    }

    /// Where the objects are on the disk.
    Path bucket() {
        return pipeline.data().resolve("s3").resolve(Lake.BUCKET);
    }
}
