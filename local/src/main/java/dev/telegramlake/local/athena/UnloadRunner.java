package dev.telegramlake.local.athena;

import dev.telegramlake.local.athena.ddl.DdlException;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.ResultSink;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.trino.TrinoQueryException;
import dev.telegramlake.local.trino.TrinoStatistics;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/// Runs UNLOAD: as a table that is made from the query where the files are to be, and then forgotten.
final class UnloadRunner {
    private final EmbeddedTrino trino;
    private final S3Client s3;
    private final ReservedFolders reserved;

    UnloadRunner(EmbeddedTrino trino, S3Client s3, ReservedFolders reserved) {
        this.trino = trino;
        this.s3 = s3;
        this.reserved = reserved;
    }

    /// Returns when the files are written.
    TrinoStatistics run(Unload unload, Execution execution) throws DdlException, TrinoQueryException, IOException {
        if (!reserved.mayUnloadTo(unload.target())) {
            throw new DdlException("PERMISSION_DENIED: Access Denied when writing to location: %s. Tables have their"
                            .formatted(unload.target())
                    + " files there; unload to another folder");
        }
        requireEmpty(unload);
        String table = "unload_" + execution.id().replace('-', '_');
        String sql = "CREATE TABLE \"%s\" WITH (external_location = '%s', format = 'PARQUET') AS %s"
                .formatted(table, unload.target(), unload.query());
        Map<String, String> session = Map.of(EmbeddedTrino.CATALOG + ".compression_codec", unload.compression());
        try (TrinoQuery query = trino.execute(sql, execution.database(), session)) {
            execution.running(query);
            return query.read(ResultSink.NONE);
        } finally {
            if (trino.metastore().getTable(execution.database(), table).isPresent()) {
                trino.metastore().dropTable(execution.database(), table, false);
            }
        }
    }

    private void requireEmpty(Unload unload) throws DdlException {
        boolean empty = s3.listObjectsV2(list -> list.bucket(unload.target().getHost())
                        .prefix(unload.target().getPath().substring(1))
                        .maxKeys(1))
                .contents()
                .isEmpty();
        if (!empty) {
            throw new DdlException("HIVE_PATH_ALREADY_EXISTS: Target directory for table already exists: %s"
                    .formatted(unload.target()));
        }
    }
}
