package dev.telegramlake.local.trino;

import static java.util.Objects.requireNonNull;

import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.wire.LocalCredentials;
import io.airlift.log.Logging;
import io.opentelemetry.api.OpenTelemetry;
import io.trino.client.ClientSession;
import io.trino.client.StatementClientFactory;
import io.trino.filesystem.TrinoFileSystemFactory;
import io.trino.filesystem.local.LocalFileSystemFactory;
import io.trino.filesystem.s3.S3FileSystemConfig;
import io.trino.filesystem.s3.S3FileSystemFactory;
import io.trino.filesystem.s3.S3FileSystemStats;
import io.trino.filesystem.switching.SwitchingFileSystemFactory;
import io.trino.metastore.HiveMetastore;
import io.trino.plugin.hive.metastore.file.FileHiveMetastore;
import io.trino.plugin.hive.metastore.file.FileHiveMetastoreConfig;
import io.trino.server.testing.FactoryConfiguration;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.spi.NodeVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/// One Trino node in the process, which answers nobody else, with the catalog [#CATALOG] over the local S3 server.
///
/// The metastore is one object that Trino and the callers of [#metastore] share, and its methods exclude each other:
/// a query sees a partition as it was before a change or as it is after, never in between.
public final class EmbeddedTrino implements AutoCloseable {
    /// Athena's own catalog.
    public static final String CATALOG = "awsdatacatalog";

    /// A query that is done is forgotten soon: Trino would keep its plan and figures for 15 minutes, 3 MB each, and the
    /// page asks some dozens of queries a minute.
    private static final Map<String, String> SERVER = Map.of(
            "web-ui.enabled", "false",
            "query.max-history", "10",
            "task.info.max-age", "10s");

    private final TestingTrinoServer server;
    private final TemporaryFolder folder;
    private final HiveMetastore metastore;
    private final OkHttpClient http;

    private EmbeddedTrino(
            TestingTrinoServer server, OwnClientsOnly guard, TemporaryFolder folder, HiveMetastore metastore) {
        this.server = server;
        this.folder = folder;
        this.metastore = metastore;
        this.http = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header(OwnClientsOnly.HEADER, guard.secret())
                        .build()))
                .build();
    }

    /// Whose query it is. What each may do stands in `access-rules.json`; neither may see Trino's own catalogs.
    public enum User {
        /// May read and write tables, and owns the views.
        OWNER("telegram-lake"),
        /// May read tables, and call functions that compute a value.
        READER("reader");

        private final String trinoName;

        User(String trinoName) {
            this.trinoName = trinoName;
        }
    }

    /// Trino would take over the log and the standard streams when it starts, and say so on the terminal. It does
    /// so once: here, unheard, and it is undone.
    public static void leaveTheTerminal() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Logging.initialize();
        System.setOut(out);
        System.setErr(err);
    }

    /// Starts Trino.
    ///
    /// @param catalogDirectory where databases, tables, partitions and views are kept; apart from the tables' files
    /// @param s3               endpoint of the S3 server
    /// @param credentials      that the S3 server accepts
    public static EmbeddedTrino start(Path catalogDirectory, URI s3, LocalCredentials credentials) throws IOException {
        Files.createDirectories(catalogDirectory);
        HiveMetastore metastore = new FileHiveMetastore(
                new NodeVersion("local"),
                files(catalogDirectory, s3, credentials),
                false,
                new FileHiveMetastoreConfig().setCatalogDirectory("local:///").setDisableLocationChecks(true));
        TemporaryFolder folder = new TemporaryFolder("trino");
        OwnClientsOnly guard = new OwnClientsOnly();
        EmbeddedTrino trino = new EmbeddedTrino(server(folder, guard), guard, folder, metastore);
        try {
            trino.server.installPlugin(new LakePlugin(metastore));
            trino.server.createCatalog(CATALOG, LakePlugin.CONNECTOR, settings(s3, credentials));
            return trino;
        } catch (RuntimeException broken) {
            trino.close();
            throw broken;
        }
    }

    private static TestingTrinoServer server(TemporaryFolder folder, OwnClientsOnly guard) throws IOException {
        try {
            return TestingTrinoServer.builder()
                    .setProperties(SERVER)
                    .setAdditionalModule(guard)
                    .setSystemAccessControls(Optional.empty())
                    .setSystemAccessControlConfiguration(Optional.of(new FactoryConfiguration(
                            "file",
                            Map.of("security.config-file", accessRules(folder).toString()))))
                    .setBaseDataDir(Optional.of(folder.path()))
                    .build();
        } catch (IOException | RuntimeException broken) {
            folder.close();
            throw broken;
        }
    }

    /// Trino reads them from a file.
    private static Path accessRules(TemporaryFolder folder) throws IOException {
        Path file = folder.path().resolve("access-rules.json");
        try (InputStream rules =
                requireNonNull(EmbeddedTrino.class.getResourceAsStream("access-rules.json"), "no access rules")) {
            Files.copy(rules, file);
        }
        return file;
    }

    /// The metastore keeps its own files on the disk, and looks whether tables' folders are there in S3.
    private static TrinoFileSystemFactory files(Path catalogDirectory, URI s3, LocalCredentials credentials) {
        TrinoFileSystemFactory local = new LocalFileSystemFactory(catalogDirectory);
        TrinoFileSystemFactory remote = new S3FileSystemFactory(
                OpenTelemetry.noop(),
                new S3FileSystemConfig()
                        .setEndpoint(s3.toString())
                        .setRegion(LocalCredentials.REGION)
                        .setPathStyleAccess(true)
                        .setAwsAccessKey(credentials.accessKeyId())
                        .setAwsSecretKey(credentials.secretAccessKey()),
                new S3FileSystemStats());
        return new SwitchingFileSystemFactory(location -> location.scheme().equals(Optional.of("s3")) ? remote : local);
    }

    private static Map<String, String> settings(URI s3, LocalCredentials credentials) {
        return Map.ofEntries(
                Map.entry("fs.s3.enabled", "true"),
                Map.entry("s3.endpoint", s3.toString()),
                Map.entry("s3.region", LocalCredentials.REGION),
                Map.entry("s3.path-style-access", "true"),
                Map.entry("s3.aws-access-key", credentials.accessKeyId()),
                Map.entry("s3.aws-secret-key", credentials.secretAccessKey()),
                Map.entry("hive.non-managed-table-writes-enabled", "true"),
                Map.entry("hive.timestamp-precision", "MILLISECONDS"),
                Map.entry("hive.parquet.time-zone", "UTC"),
                Map.entry("hive.recursive-directories", "true"));
    }

    /// Where Trino listens.
    URI address() {
        return server.getBaseUrl();
    }

    /// Databases, tables and partitions, shared with Trino.
    public HiveMetastore metastore() {
        return metastore;
    }

    /// Begins a query of the owner.
    ///
    /// @param schema the database that names without one are looked for in
    /// @throws TrinoQueryException where it is beyond [StatementLimits]
    public TrinoQuery execute(String sql, String schema) throws TrinoQueryException {
        return execute(sql, schema, User.OWNER);
    }

    /// Begins a query.
    ///
    /// @param schema the database that names without one are looked for in
    /// @throws TrinoQueryException where it is beyond [StatementLimits]
    public TrinoQuery execute(String sql, String schema, User user) throws TrinoQueryException {
        return execute(sql, schema, user, Map.of());
    }

    /// Begins a query of the owner.
    ///
    /// @param properties of the session, such as `awsdatacatalog.compression_codec`
    /// @throws TrinoQueryException where it is beyond [StatementLimits]
    public TrinoQuery execute(String sql, String schema, Map<String, String> properties) throws TrinoQueryException {
        return execute(sql, schema, User.OWNER, properties);
    }

    private TrinoQuery execute(String sql, String schema, User user, Map<String, String> properties)
            throws TrinoQueryException {
        StatementLimits.require(sql);
        ClientSession session = ClientSession.builder()
                .server(server.getBaseUrl())
                .user(Optional.of(user.trinoName))
                .source("telegram-lake")
                .catalog(CATALOG)
                .schema(schema)
                .properties(properties)
                .timeZone(ZoneId.of("UTC"))
                .build();
        return new TrinoQuery(StatementClientFactory.newStatementClient(http, session, sql));
    }

    @Override
    public void close() throws IOException {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        server.close();
        folder.close();
    }
}
