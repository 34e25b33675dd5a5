package dev.telegramlake.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
