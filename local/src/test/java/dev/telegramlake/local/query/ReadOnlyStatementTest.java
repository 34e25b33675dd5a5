package dev.telegramlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.telegramlake.local.http.RefusedException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.TableFunctionInvocation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadOnlyStatementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select kind from updates;  ",
                "-- a comment\n/* another */ SELECT ';' FROM updates -- end",
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "(SELECT 1) UNION ALL (SELECT 2)",
                "VALUES (1, 'drop table updates')",
                "TABLE messages",
                "SELECT * FROM UNNEST(sequence(1, 3))",
                "SELECT * FROM awsdatacatalog.telegram.updates",
                "SHOW TABLES",
                "SHOW COLUMNS FROM updates",
                "SHOW CREATE VIEW messages",
                "SHOW CREATE TABLE updates",
                "SHOW PARTITIONS updates",
                "SHOW SCHEMAS",
                "SHOW FUNCTIONS",
                "SHOW STATS FOR updates",
                "DESCRIBE messages",
                "EXPLAIN SELECT 1",
                "EXPLAIN (TYPE IO) SELECT 1",
                "EXPLAIN ANALYZE SELECT 1",
            })
    void aStatementThatReadsIsRun(String sql) {
        assertThat(ReadOnlyStatement.parse(sql)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO updates SELECT * FROM updates",
                "CREATE TABLE copy AS SELECT * FROM updates",
                "CREATE TABLE copy WITH (external_location = 's3://a/b') AS SELECT 1 AS a",
                "CREATE VIEW v AS SELECT 1 AS a",
                "CREATE OR REPLACE VIEW messages AS SELECT 1 AS a",
                "CREATE DATABASE d",
                "CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://a/b/'",
                "DROP TABLE updates",
                "DROP VIEW messages",
                "DROP SCHEMA telegram",
                "DELETE FROM updates",
                "UPDATE updates SET kind = 'x'",
                "MERGE INTO updates USING messages ON true WHEN MATCHED THEN DELETE",
                "TRUNCATE TABLE updates",
                "ALTER TABLE updates ADD PARTITION (dt = '2026-03-01')",
                "ALTER TABLE updates DROP PARTITION (dt = '2026-03-01')",
                "ALTER TABLE updates RENAME TO old",
                "ALTER TABLE updates ADD COLUMN a int",
                "MSCK REPAIR TABLE updates",
                "CALL system.runtime.kill_query('x', 'y')",
                "CALL awsdatacatalog.system.sync_partition_metadata('telegram', 'updates', 'FULL')",
                "SET SESSION query_max_run_time = '1d'",
                "RESET SESSION query_max_run_time",
                "USE telegram",
                "GRANT SELECT ON updates TO PUBLIC",
                "REVOKE SELECT ON updates FROM PUBLIC",
                "PREPARE p FROM DELETE FROM updates",
                "EXECUTE p",
                "EXECUTE IMMEDIATE 'DELETE FROM updates'",
                "DEALLOCATE PREPARE p",
                "UNLOAD (SELECT 1) TO 's3://a/b' WITH (format = 'PARQUET')",
                "START TRANSACTION",
                "COMMENT ON TABLE updates IS 'x'",
                "ANALYZE updates",
                "EXPLAIN INSERT INTO updates SELECT * FROM updates",
                "EXPLAIN ANALYZE INSERT INTO updates SELECT * FROM updates",
                "EXPLAIN ANALYZE DELETE FROM updates",
                "EXPLAIN EXPLAIN ANALYZE DELETE FROM updates",
                "/* SELECT */ DROP TABLE updates",
                "-- SELECT 1\nDROP TABLE updates",
                "SELECT 1; DROP TABLE updates",
                "SELECT 1; SELECT 2",
                "SELECT 1;;",
                "SHOW TABLES; DROP TABLE updates",
                "SHOW PARTITIONS updates; DROP TABLE updates",
                "WITH a AS (SELECT 1) DELETE FROM updates",
                "SELECT * FROM TABLE(awsdatacatalog.system.unload(input => TABLE(updates), location => 's3://a/b'))",
                "SELECT (SELECT count(*) FROM TABLE(sequence(1, 2)))",
                "SELECT * FROM (SELECT 1) WHERE EXISTS (SELECT 1 FROM TABLE(system.builtin.sequence(1, 2)))",
                "SHOW STATS FOR (SELECT * FROM TABLE(sequence(1, 2)))",
                "SELECT 1 GROUP BY ROLLUP ((SELECT 1 FROM TABLE(system.unload(input => TABLE(updates)))))",
                "SELECT 1 GROUP BY CUBE ((SELECT 1 FROM TABLE(system.unload(input => TABLE(updates)))))",
                "SELECT 1 GROUP BY GROUPING SETS ((), ((SELECT 1 FROM TABLE(system.unload(input => TABLE(updates))))))",
                "SELECT kind FROM updates GROUP BY kind, ROLLUP ((SELECT 1 FROM system.runtime.queries))",
                "WITH FUNCTION f() RETURNS bigint WITH (p = (SELECT 1 FROM TABLE(system.unload()))) RETURN 1 SELECT f()",
                "WITH SESSION query_max_run_time = '9h' SELECT 1",
                "WITH SESSION awsdatacatalog.compression_codec = 'NONE' SELECT 1",
                "SELECT * FROM system.runtime.queries",
                "SELECT * FROM updates, (SELECT * FROM system.metadata.catalogs)",
                "",
                "nonsense",
            })
    void anythingElseIsRefused(String sql) {
        assertThatThrownBy(() -> ReadOnlyStatement.parse(sql))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @MethodSource("statementsThatTakeLongToRead")
    void whatWouldTakeLongToReadIsRefusedOrReadAtOnce(String sql) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> ReadOnlyStatement.parse(sql)).isInstanceOf(RefusedException.class));
    }

    static Stream<String> statementsThatTakeLongToRead() {
        return Stream.of(
                "/* ".repeat(87_000),
                "`".repeat(260_001),
                "'".repeat(260_001),
                "\"".repeat(260_001),
                "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000),
                "SELECT " + "ARRAY[".repeat(20_000) + "1" + "]".repeat(20_000),
                "SELECT " + "NOT ".repeat(60_000) + "true",
                "SELECT " + "- ".repeat(120_000) + "1",
                "SELECT '" + "x".repeat(262_144) + "'",
                "CREATE TABLE t (a " + "array<".repeat(40_000) + "int" + ">".repeat(40_000) + ")");
    }

    /// Trino's list of a node's children leaves some out; the fields of the objects do not.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a, count(*) FROM t GROUP BY ROLLUP (a, (SELECT 1))",
                "SELECT a FROM t GROUP BY DISTINCT GROUPING SETS ((a), ((SELECT 2), b)), CUBE (b, (SELECT 3))",
                "WITH FUNCTION f(x bigint) RETURNS bigint WITH (p = (SELECT 1), q = 2) RETURN x + 1 SELECT f(1)",
                "WITH FUNCTION f() RETURNS bigint BEGIN DECLARE x bigint DEFAULT (SELECT 1); WHILE x < 3 DO SET x = 2;"
                        + " END WHILE; IF x = 1 THEN RETURN 1; ELSEIF x = 2 THEN RETURN 2; ELSE RETURN 3; END IF; END"
                        + " SELECT f()",
                "SELECT x -> (SELECT 1), CASE a WHEN (SELECT 1) THEN 2 ELSE (SELECT 3) END, CAST((SELECT 1) AS int)",
                "SELECT sum(a) FILTER (WHERE (SELECT true)) OVER (PARTITION BY (SELECT 1) ORDER BY (SELECT 2)"
                        + " ROWS BETWEEN (SELECT 3) PRECEDING AND CURRENT ROW), listagg(a, ',') WITHIN GROUP (ORDER BY (SELECT 4))",
                "SELECT * FROM t TABLESAMPLE BERNOULLI ((SELECT 1)) JOIN u ON (SELECT true) CROSS JOIN LATERAL (SELECT 2)",
                "SELECT * FROM t FOR VERSION AS OF (SELECT 1) FETCH FIRST 1 ROWS WITH TIES",
                "SELECT json_value(a, 'lax $.x' PASSING (SELECT 1) AS b DEFAULT (SELECT 2) ON EMPTY),"
                        + " json_object(KEY (SELECT 3) VALUE (SELECT 4)), json_array((SELECT 5))",
                "SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY a MEASURES (SELECT 1) AS m PATTERN (A B+)"
                        + " DEFINE A AS (SELECT true))",
                "SELECT * FROM t WINDOW w AS (PARTITION BY (SELECT 1)) ORDER BY (SELECT 2) OFFSET 1 LIMIT 2",
                "VALUES ((SELECT 1), ROW((SELECT 2)))",
                "SELECT a[(SELECT 1)], a.b, (a, b) IN (SELECT 1, 2), a BETWEEN (SELECT 1) AND (SELECT 2), a LIKE b ESCAPE c",
                "SELECT * FROM JSON_TABLE(a, 'lax $' PASSING (SELECT 1) AS b COLUMNS (c int PATH 'lax $' DEFAULT (SELECT 2)"
                        + " ON EMPTY))",
            })
    void noPartOfAStatementIsOverlooked(String sql) {
        Statement statement = new SqlParser().createStatement(sql);
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(statement, seen);

        Set<Node> held = Collections.newSetFromMap(new IdentityHashMap<>());
        collectFields(statement, held);
        held.removeAll(seen);

        assertThat(held)
                .as("nodes that may hold a query, a table or a table function")
                .noneMatch(node -> node instanceof Query
                        || node instanceof QueryBody
                        || node instanceof SubqueryExpression
                        || node instanceof TableFunctionInvocation);
    }

    private static void collect(Node node, Set<Node> seen) {
        seen.add(node);
        ReadOnlyStatement.children(node).forEach(child -> collect(child, seen));
    }

    private static void collectFields(@Nullable Object value, Set<Node> held) {
        if (value instanceof Iterable<?> list) {
            list.forEach(element -> collectFields(element, held));
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(element -> collectFields(element, held));
        } else if (value instanceof Node node && held.add(node)) {
            for (Class<?> type = node.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        collectFields(value(field, node), held);
                    }
                }
            }
        }
    }

    private static @Nullable Object value(Field field, Node node) {
        try {
            field.setAccessible(true);
            return field.get(node);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatChangesSomethingIsToldWhatIsAllowed() {
        assertThatThrownBy(() -> ReadOnlyStatement.parse("\n DROP VIEW messages"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.sentence()).contains("SELECT", "EXPLAIN", "./lake query");
                    assertThat(refused.position()).contains(new RefusedException.Position(2, 2));
                });
    }

    @Test
    void aSecondStatementIsNamedAtItsSemicolon() {
        assertThatThrownBy(() -> ReadOnlyStatement.parse("SELECT 1; SELECT 2"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.sentence()).startsWith("One statement at a time");
                    assertThat(refused.position()).contains(new RefusedException.Position(1, 9));
                });
    }

    @Test
    void aTableFunctionIsRefusedByItsName() {
        assertThatThrownBy(
                        () -> ReadOnlyStatement.parse("SELECT *\nFROM TABLE(awsdatacatalog.system.unload(input => 1))"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.sentence()).contains("awsdatacatalog.system.unload");
                    assertThat(refused.position())
                            .hasValueSatisfying(at -> assertThat(at.line()).isEqualTo(2));
                });
    }
}
