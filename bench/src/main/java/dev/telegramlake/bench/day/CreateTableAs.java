package dev.telegramlake.bench.day;

import dev.telegramlake.bench.contest.OneRun;
import dev.telegramlake.local.UpdatesCatalog;
import dev.telegramlake.local.athena.Athena;
import dev.telegramlake.local.deployment.SqlFile;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.ResultSink;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/// Athena's own way: a table made from a sorted query, on the embedded Trino. It has answered a query before, as Athena
/// has.
public final class CreateTableAs {
    /// Trino leaves the order away by default, and Athena does: then the row groups are of no use to a query for a
    /// chat.
    private static final Map<String, String> SESSION =
            Map.of(EmbeddedTrino.CATALOG + ".compression_codec", "ZSTD", "skip_redundant_sort", "false");

    private CreateTableAs() {}

    /// Arguments: day, S3 URI of the folder to write to.
    public static void main(String[] arguments) throws Exception {
        EmbeddedTrino.leaveTheTerminal();
        Logger.getLogger("").setLevel(Level.SEVERE);
        LocalCredentials credentials =
                new LocalCredentials(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY"));
        URI s3 = URI.create(System.getenv("AWS_ENDPOINT_URL_S3"));
        try (TemporaryFolder folder = new TemporaryFolder("create-table-as");
                S3Client client = ObjectStore.client(s3, credentials);
                EmbeddedTrino trino = EmbeddedTrino.start(folder.path(), s3, credentials);
                Athena athena = new Athena(trino, client, Clock.systemUTC())) {
            athena.run("CREATE DATABASE " + UpdatesTable.DATABASE);
            athena.run(UpdatesCatalog.createTable());
            athena.run("ALTER TABLE updates ADD PARTITION (dt = '%s')".formatted(arguments[0]));
            run(trino, "SELECT * FROM updates ORDER BY update_id LIMIT 1000");
            String sql = SqlFile.read(
                    CreateTableAs.class,
                    "create-table-as.sql",
                    Map.of("columns", columns(), "day", arguments[0], "target", arguments[1]));
            OneRun.serve(() -> run(trino, sql));
        }
        System.exit(0);
    }

    private static void run(EmbeddedTrino trino, String sql) throws Exception {
        try (TrinoQuery query = trino.execute(sql, UpdatesTable.DATABASE, SESSION)) {
            query.read(ResultSink.NONE);
        }
    }

    private static String columns() {
        return UpdatesTable.COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
