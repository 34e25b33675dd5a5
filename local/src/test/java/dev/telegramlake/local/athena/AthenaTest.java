package dev.telegramlake.local.athena;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.AthenaQueries;
import dev.telegramlake.local.Pipeline;
import dev.telegramlake.local.TestSettings;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.model.BatchGetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.s3.S3Client;

/// The API as the SDK sees it, on the real Trino and the real S3 server.
final class AthenaTest {
    private static final String THOUSANDS = "SELECT n FROM UNNEST(sequence(1, 2500)) AS t (n) ORDER BY n";
    private static final String ENDLESS =
            "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y),"
                    + " UNNEST(sequence(1, 10000)) c (z)";

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static AthenaQueries athena;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(TestSettings.of(folder));
        athena = new AthenaQueries(pipeline.aws(), pipeline.credentials());
    }

    @AfterAll
    static void stop() throws IOException {
        athena.close();
        pipeline.close();
    }

    @Test
    void aRequestTokenStartsAStatementOnce() {
        String first = startWithToken("SELECT 1");

        assertThat(startWithToken("SELECT 1")).isEqualTo(first);
        assertThatThrownBy(() -> startWithToken("SELECT 2"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Idempotent parameters do not match");
    }

    private static String startWithToken(String sql) {
        return athena.client()
                .startQueryExecution(
                        start -> start.queryString(sql).clientRequestToken("a-token-of-32-characters-at-least"))
                .queryExecutionId();
    }

    @Test
    void resultsComeInPagesWithTheHeaderOnTheFirst() {
        String id = athena.run(THOUSANDS).queryExecutionId();

        List<GetQueryResultsResponse> pages =
                athena
                        .client()
                        .getQueryResultsPaginator(
                                get -> get.queryExecutionId(id).maxResults(1000))
                        .stream()
                        .toList();

        assertThat(pages).extracting(page -> page.resultSet().rows().size()).containsExactly(1000, 1000, 501);
        assertThat(athena.rows(THOUSANDS))
                .hasSize(2500)
                .startsWith(List.of("1"))
                .endsWith(List.of("2500"));
        assertThatThrownBy(() -> athena.client()
                        .getQueryResults(get -> get.queryExecutionId(id).maxResults(1001)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("1001");
        for (String nowhere : List.of("1", "999999999", "x")) {
            assertThatThrownBy(() -> athena.client()
                            .getQueryResults(get -> get.queryExecutionId(id).nextToken(nowhere)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("NextToken %s is not valid".formatted(nowhere));
        }
    }

    @Test
    void anExecutionTellsItsTimesItsCostAndWhereItsResultIs() throws Exception {
        athena.rows("CREATE TABLE cost WITH (external_location = 's3://telegram-lake/test/cost/', format = 'PARQUET')"
                + " AS SELECT n FROM UNNEST(sequence(1, 100)) AS t (n)");

        QueryExecution execution = athena.run("SELECT sum(n) AS total FROM cost");

        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
        assertThat(execution.status().completionDateTime())
                .isAfterOrEqualTo(execution.status().submissionDateTime());
        assertThat(execution.statistics().dataScannedInBytes()).isPositive();
        assertThat(execution.resultConfiguration().outputLocation())
                .isEqualTo("s3://telegram-lake/athena-results/%s.csv".formatted(execution.queryExecutionId()));
        try (S3Client s3 = s3()) {
            assertThat(s3.getObjectAsBytes(get -> get.bucket("telegram-lake")
                                    .key("athena-results/%s.csv".formatted(execution.queryExecutionId())))
                            .asUtf8String())
                    .isEqualTo("\"total\"\n\"5050\"\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"updates/dt=2026-09-01", "compacted/", "raw/", "errors/", "imports/", "changes/", "/%75pdates/"})
    void noResultGoesAmongTheFilesOfTheTables(String folder) {
        assertThatThrownBy(() -> athena.client()
                        .startQueryExecution(start -> start.queryString("SELECT 1")
                                .resultConfiguration(to -> to.outputLocation("s3://telegram-lake/" + folder))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("OutputLocation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "updates/dt=2026-09-01",
                "updates//dt=2026-09-01",
                "./updates",
                "%75pdates",
                "compacted/dt=2026-09-01"
            })
    void noUnloadedFileGoesAmongThoseOfTheTables(String folder) {
        QueryExecution execution = athena.run(
                "UNLOAD (SELECT 1 AS a) TO 's3://telegram-lake/%s/' WITH (format = 'PARQUET')".formatted(folder));

        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(execution.status().stateChangeReason())
                .startsWith("PERMISSION_DENIED: Access Denied when writing to location: s3://telegram-lake/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT nope            | COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved",
                "SELECT * FROM nowhere  | TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.telegram.nowhere' does not exist",
                "SELEC 1                | SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'",
                "MSCK REPAIR TABLE nope | Table not found telegram.nope",
                "MSCK REPAIR updates    | line 1:1: mismatched input 'MSCK'",
                "ALTER TABLE updates ADD IF PARTITION (dt='2026-01-01') | line 1:24 mismatched input 'IF'",
            })
    void anErrorHasItsTypeAndPosition(String sql, String reason) {
        QueryExecution execution = athena.run(sql);

        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(execution.status().stateChangeReason()).contains(reason);
        assertThat(execution.status().athenaError().errorCategory())
                .as("2 is the user's error")
                .isEqualTo(2);
        assertThatThrownBy(() ->
                        athena.client().getQueryResults(get -> get.queryExecutionId(execution.queryExecutionId())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("FAILED");
    }

    @Test
    void aStatementCanBeStopped() {
        String id = athena.client()
                .startQueryExecution(start -> start.queryString(ENDLESS))
                .queryExecutionId();

        athena.client().stopQueryExecution(stop -> stop.queryExecutionId(id));

        assertThat(state(id)).isEqualTo(QueryExecutionState.CANCELLED);
        assertThatThrownBy(() -> athena.client().getQueryResults(get -> get.queryExecutionId(id)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("CANCELLED");
    }

    @Test
    void eightStatementsRunAtOnceAndTheNextWaitsItsTurn() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            ids.add(athena.client()
                    .startQueryExecution(start -> start.queryString(ENDLESS))
                    .queryExecutionId());
        }
        try {
            ids.subList(0, 8).forEach(id -> awaitState(id, QueryExecutionState.RUNNING));
            assertThat(state(ids.getLast())).isEqualTo(QueryExecutionState.QUEUED);

            athena.client().stopQueryExecution(stop -> stop.queryExecutionId(ids.getFirst()));

            awaitState(ids.getLast(), QueryExecutionState.RUNNING);
        } finally {
            ids.forEach(id -> athena.client().stopQueryExecution(stop -> stop.queryExecutionId(id)));
        }
    }

    private static void awaitState(String id, QueryExecutionState expected) {
        while (state(id) != expected) {
            LockSupport.parkNanos(MILLISECONDS.toNanos(20));
        }
    }

    private static QueryExecutionState state(String id) {
        return athena.client()
                .getQueryExecution(get -> get.queryExecutionId(id))
                .queryExecution()
                .status()
                .state();
    }

    @Test
    void executionsAreListedNewestFirstAndFoundTogether() {
        String first = athena.run("SELECT 1").queryExecutionId();
        String second = athena.run("SELECT 2").queryExecutionId();

        assertThat(athena.client().listQueryExecutions(list -> {}).queryExecutionIds())
                .startsWith(second, first);
        BatchGetQueryExecutionResponse batch =
                athena.client().batchGetQueryExecution(get -> get.queryExecutionIds(first, "unknown"));
        assertThat(batch.queryExecutions())
                .extracting(QueryExecution::queryExecutionId)
                .containsExactly(first);
        assertThat(batch.unprocessedQueryExecutionIds())
                .singleElement()
                .satisfies(missing -> assertThat(missing.queryExecutionId()).isEqualTo("unknown"));
    }

    @Test
    void everyTypeIsNamedAndPrintedAsAthenaDoes() {
        String sql =
                "SELECT 1 AS i, BIGINT '2' AS b, DOUBLE '1.5' AS d, DECIMAL '1.50' AS c, true AS t, DATE '2026-01-02' AS day,"
                        + " TIMESTAMP '2026-01-02 03:04:05' AS at, TIMESTAMP '2026-01-02 03:04:05.123456 UTC' AS z, ARRAY['a', NULL] AS list, MAP(ARRAY['k'], ARRAY[1]) AS m,"
                        + " CAST(ROW(1, 'x') AS ROW(n INTEGER, s VARCHAR)) AS r, X'0aff' AS bytes, CAST(NULL AS VARCHAR) AS nothing";
        String id = athena.run(sql).queryExecutionId();

        assertThat(athena.client()
                        .getQueryResults(get -> get.queryExecutionId(id))
                        .resultSet()
                        .resultSetMetadata()
                        .columnInfo())
                .extracting(ColumnInfo::type)
                .containsExactly(
                        "integer",
                        "bigint",
                        "double",
                        "decimal",
                        "boolean",
                        "date",
                        "timestamp",
                        "timestamp with time zone",
                        "array",
                        "map",
                        "row",
                        "varbinary",
                        "varchar");
        assertThat(athena.rows(sql))
                .containsExactly(List.of(
                        "1",
                        "2",
                        "1.5",
                        "1.50",
                        "true",
                        "2026-01-02",
                        "2026-01-02 03:04:05.000",
                        "2026-01-02 03:04:05.123 UTC",
                        "[a, null]",
                        "{k=1}",
                        "{n=1, s=x}",
                        "0a ff",
                        "null"));
    }

    @Test
    void partitionsAreAddedShownAndDropped() {
        createParts("parts");
        athena.rows("ALTER TABLE parts ADD IF NOT EXISTS PARTITION (dt = '2026-01-02')"
                + " PARTITION (dt = '2026-01-01') LOCATION 's3://telegram-lake/test/elsewhere/'");
        athena.rows("ALTER TABLE parts ADD IF NOT EXISTS PARTITION (dt = '2026-01-01')");

        assertThat(athena.rows("SHOW PARTITIONS parts"))
                .containsExactly(List.of("dt=2026-01-01"), List.of("dt=2026-01-02"));
        assertThat(athena.run("ALTER TABLE parts ADD PARTITION (dt = '2026-01-01')")
                        .status()
                        .stateChangeReason())
                .contains("Partition already exists");

        athena.rows("ALTER TABLE parts DROP PARTITION (dt = '2026-01-01')");
        athena.rows("ALTER TABLE parts DROP IF EXISTS PARTITION (dt = '2026-01-01')");

        assertThat(athena.rows("SHOW PARTITIONS parts")).containsExactly(List.of("dt=2026-01-02"));
        assertThat(athena.run("ALTER TABLE parts DROP PARTITION (dt = '2026-01-01')")
                        .status()
                        .stateChangeReason())
                .contains("Partition not found");
    }

    @Test
    void repairAddsThePartitionsThatHaveAFolderAndDropsNone() {
        createParts("repaired");
        athena.rows("ALTER TABLE repaired ADD PARTITION (dt = '2026-02-01')");
        write("repaired/dt=2026-02-03", 3);
        write("repaired/not-a-partition", 1);

        athena.rows("MSCK REPAIR TABLE repaired");
        athena.rows("MSCK REPAIR TABLE repaired");

        assertThat(athena.rows("SHOW PARTITIONS repaired"))
                .containsExactly(List.of("dt=2026-02-01"), List.of("dt=2026-02-03"));
        assertThat(athena.rows("SELECT count(*) FROM repaired WHERE dt = DATE '2026-02-03'"))
                .containsExactly(List.of("3"));
    }

    @Test
    void noQuerySeesALocationHalfSet() throws Exception {
        createParts("switched");
        write("few", 7);
        write("many", 11);
        athena.rows("ALTER TABLE switched ADD PARTITION (dt = '2026-03-01') LOCATION 's3://telegram-lake/test/few/'");
        AtomicBoolean done = new AtomicBoolean();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> reader = () -> {
                List<String> counts = new ArrayList<>();
                while (!done.get()) {
                    counts.add(athena.rows("SELECT count(*) FROM switched WHERE dt = DATE '2026-03-01'")
                            .getFirst()
                            .getFirst());
                }
                return counts;
            };
            List<Future<List<String>>> readers = List.of(threads.submit(reader), threads.submit(reader));
            for (int i = 0; i < 40; i++) {
                athena.rows(
                        "ALTER TABLE switched PARTITION (dt = '2026-03-01') SET LOCATION 's3://telegram-lake/test/%s/'"
                                .formatted(i % 2 == 0 ? "many" : "few"));
            }
            done.set(true);

            for (Future<List<String>> counts : readers) {
                assertThat(counts.get()).isNotEmpty().isSubsetOf("7", "11");
            }
        }
        assertThat(athena.rows("SELECT count(*) FROM switched")).containsExactly(List.of("7"));
    }

    @Test
    void aTableCanBeMadeAgainFromWhatIsShownOfIt() {
        createParts("again");
        String ddl = athena.rows("SHOW CREATE TABLE again").stream()
                .map(List::getFirst)
                .reduce("", (text, line) -> text + line + "\n");
        List<List<String>> description = athena.rows("DESCRIBE again");

        athena.rows("DROP TABLE again");
        athena.rows("DROP TABLE IF EXISTS again");
        athena.rows(ddl.replace("`telegram.again`", "again"));

        assertThat(athena.rows("DESCRIBE again")).isEqualTo(description);
    }

    @Test
    void aColumnThatIsAddedIsNullInOlderFiles() {
        createParts("grown");
        write("grown/dt=2026-04-01", 1);
        athena.rows("MSCK REPAIR TABLE grown");

        athena.rows("ALTER TABLE grown ADD COLUMNS (extra array<string>)");

        assertThat(athena.rows("SELECT n, extra FROM grown")).containsExactly(List.of("1", "null"));
    }

    @Test
    void errorOutputsCanBeReadAsATable() {
        try (S3Client s3 = s3()) {
            s3.putObject(
                    put -> put.bucket("telegram-lake").key("test/json/dt=2026-01-01/lines"),
                    RequestBody.fromString("{\"errorCode\":\"A\",\"attemptsMade\":1}\n{\"errorCode\":\"B\"}\n"));
        }
        athena.rows("CREATE EXTERNAL TABLE lines (errorcode string, attemptsmade int)"
                + " ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://telegram-lake/test/json/'");

        assertThat(athena.rows("SELECT errorcode, attemptsmade FROM lines ORDER BY 1"))
                .containsExactly(List.of("A", "1"), List.of("B", "null"));
    }

    @Test
    void aViewIsMadeAndRead() {
        athena.rows("CREATE OR REPLACE VIEW answers AS SELECT 42 AS answer");

        assertThat(athena.rows("SELECT answer FROM answers")).containsExactly(List.of("42"));
    }

    private static void createParts(String table) {
        athena.rows("CREATE EXTERNAL TABLE %s (`n` bigint COMMENT 'It''s a number') PARTITIONED BY (dt date)"
                        .formatted(table)
                + " STORED AS PARQUET LOCATION 's3://telegram-lake/test/%s/'".formatted(table));
    }

    /// Puts a Parquet file with the rows 1 to n into a folder.
    private static void write(String place, int rows) {
        String table = "written_" + place.replaceAll("[^a-z0-9]", "_");
        athena.rows("CREATE TABLE %s WITH (external_location = 's3://telegram-lake/test/%s/', format = 'PARQUET')"
                        .formatted(table, place)
                + " AS SELECT CAST(n AS BIGINT) AS n FROM UNNEST(sequence(1, %d)) AS t (n)".formatted(rows));
    }

    private static S3Client s3() {
        return S3Client.builder()
                .endpointOverride(pipeline.s3())
                .region(Region.of(LocalCredentials.REGION))
                .forcePathStyle(true)
                .credentialsProvider(pipeline.credentials().provider())
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }
}
