package dev.telegramlake.local.athena;

import dev.telegramlake.local.athena.ddl.DdlException;
import dev.telegramlake.local.athena.ddl.HiveDdl;
import dev.telegramlake.local.athena.ddl.HiveDdlParser;
import dev.telegramlake.local.athena.ddl.HiveDdlRunner;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.trino.TrinoQueryException;
import dev.telegramlake.local.trino.TrinoStatistics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/// Runs a statement to its end and stores its result.
final class Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final EmbeddedTrino trino;
    private final HiveDdlRunner ddl;
    private final UnloadRunner unloads;
    private final S3Client s3;
    private final Path spool;
    private final InstantSource clock;

    /// @param spool folder for results on their way
    Executor(EmbeddedTrino trino, S3Client s3, ReservedFolders reserved, Path spool, InstantSource clock) {
        this.trino = trino;
        this.ddl = new HiveDdlRunner(trino, s3);
        this.unloads = new UnloadRunner(trino, s3, reserved);
        this.s3 = s3;
        this.spool = spool;
        this.clock = clock;
    }

    /// Returns when the execution has ended, in whatever state.
    void run(Execution execution) {
        if (!execution.begin()) {
            return;
        }
        try {
            ResultFile result = new ResultFile(spool, execution.id(), execution.isTable());
            TrinoStatistics cost;
            try (result) {
                cost = read(execution, result);
            }
            URI output = execution.output();
            s3.putObject(
                    put -> put.bucket(output.getHost()).key(output.getPath().substring(1)), result.file());
            execution.succeeded(result, cost, clock.instant());
        } catch (DdlException refused) {
            execution.failed(refused.message(), true, clock.instant());
        } catch (TrinoQueryException refused) {
            execution.failed(refused.errorName() + ": " + refused.message(), refused.isUserError(), clock.instant());
        } catch (IOException | RuntimeException broken) {
            LOG.error("Query {} failed", execution.id(), broken);
            execution.failed("GENERIC_INTERNAL_ERROR: " + broken, false, clock.instant());
        }
    }

    private TrinoStatistics read(Execution execution, ResultFile result)
            throws DdlException, TrinoQueryException, IOException {
        Optional<HiveDdl> statement = HiveDdlParser.parse(execution.sql());
        if (statement.isPresent()) {
            long started = clock.millis();
            result.lines(ddl.run(statement.get(), execution.database()));
            return new TrinoStatistics(0, 0, 0, clock.millis() - started);
        }
        Optional<Unload> unload = Unload.parse(execution.sql());
        if (unload.isPresent()) {
            return unloads.run(unload.get(), execution);
        }
        String sql = execution.sql().strip();
        try (TrinoQuery query =
                trino.execute(sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql, execution.database())) {
            execution.running(query);
            return query.read(result);
        }
    }
}
