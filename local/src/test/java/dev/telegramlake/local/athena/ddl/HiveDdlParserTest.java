package dev.telegramlake.local.athena.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.athena.ddl.HiveDdl.ColumnDefinition;
import dev.telegramlake.local.athena.ddl.HiveDdl.FileFormat;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionAt;
import dev.telegramlake.local.athena.ddl.HiveDdl.PartitionSpec;
import dev.telegramlake.local.athena.ddl.HiveDdl.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HiveDdlParserTest {
    private static final TableName UPDATES = new TableName(Optional.empty(), "updates");
    private static final PartitionSpec DAY = new PartitionSpec(Map.of("dt", "2026-11-23"));

    @Test
    void sizesOfTypesAreNumbersWithinTheirBounds() throws DdlException {
        assertThat(HiveDdlParser.parse(withColumns("a decimal(38,38), b decimal(1), c varchar(65535), d char(255)")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a decimal('5,2), \"injected\" bigint, \"z\" decimal(3')",
                "a decimal('5')",
                "a decimal(`5`, x)",
                "a decimal(0)",
                "a decimal(39)",
                "a decimal(5,6)",
                "a decimal(5,2,1)",
                "a varchar(65536)",
                "a varchar(99999999999)",
                "a char(256)",
                "a char(1,1)",
                "a varchar(10x)",
            })
    void otherSizesAreRefused(String columns) {
        assertThatThrownBy(() -> HiveDdlParser.parse(withColumns(columns)))
                .isInstanceOf(DdlException.class)
                .hasMessageStartingWith("FAILED: ParseException");
    }

    private static String withColumns(String columns) {
        return "CREATE EXTERNAL TABLE t7 (%s) STORED AS PARQUET LOCATION 's3://lake/t7/'".formatted(columns);
    }

    @Test
    void aTableIsReadWithAllItsClauses() throws DdlException {
        HiveDdl table = parse("""
                CREATE EXTERNAL TABLE IF NOT EXISTS telegram.`Updates` (
                  id bigint COMMENT 'it''s an id', -- the key
                  tags array<string>, pair map<int,double>, who struct<name:string,age:int>, price decimal(10,2))
                COMMENT 'all' PARTITIONED BY (dt date) STORED AS PARQUET LOCATION 's3://b/updates/'
                TBLPROPERTIES ('a'='b');""");

        assertThat(table)
                .isEqualTo(new HiveDdl.CreateTable(
                        new TableName(Optional.of("telegram"), "updates"),
                        true,
                        List.of(
                                new ColumnDefinition(
                                        "id", new HiveTypeName("bigint", "bigint"), Optional.of("it's an id")),
                                column("tags", "array<string>", "array(varchar)"),
                                column("pair", "map<int,double>", "map(integer,double)"),
                                column("who", "struct<name:string,age:int>", "row(\"name\" varchar, \"age\" integer)"),
                                column("price", "decimal(10,2)", "decimal(10,2)")),
                        List.of(column("dt", "date", "date")),
                        Optional.of("all"),
                        FileFormat.PARQUET,
                        "s3://b/updates/"));
    }

    @Test
    void aTableOfJsonLinesIsToldByItsSerde() throws DdlException {
        HiveDdl table = parse("create external table t (a string) row format serde 'org.openx.data.jsonserde.JsonSerDe'"
                + " with serdeproperties ('ignore.malformed.json'='true') location 's3://b/t/'");

        assertThat(((HiveDdl.CreateTable) table).format()).isEqualTo(FileFormat.OPENX_JSON);
    }

    @Test
    void partitionsAreAddedMovedAndDropped() throws DdlException {
        assertThat(
                        parse(
                                "ALTER TABLE updates ADD IF NOT EXISTS PARTITION (dt='2026-11-23') LOCATION 's3://b/x/' PARTITION (dt='2026-11-24')"))
                .isEqualTo(new HiveDdl.AddPartitions(
                        UPDATES,
                        true,
                        List.of(
                                new PartitionAt(DAY, Optional.of("s3://b/x/")),
                                new PartitionAt(new PartitionSpec(Map.of("dt", "2026-11-24")), Optional.empty()))));
        assertThat(parse("alter table updates partition (dt = '2026-11-23') set location 's3://b/y/'"))
                .isEqualTo(new HiveDdl.SetLocation(UPDATES, DAY, "s3://b/y/"));
        assertThat(parse("ALTER TABLE updates DROP IF EXISTS PARTITION (dt='2026-11-23')"))
                .isEqualTo(new HiveDdl.DropPartitions(UPDATES, true, List.of(DAY)));
    }

    @Test
    void theShortStatementsAreRead() throws DdlException {
        assertThat(parse("MSCK REPAIR TABLE updates;")).isEqualTo(new HiveDdl.RepairTable(UPDATES));
        assertThat(parse("SHOW PARTITIONS updates")).isEqualTo(new HiveDdl.ShowPartitions(UPDATES));
        assertThat(parse("SHOW CREATE TABLE updates")).isEqualTo(new HiveDdl.ShowCreateTable(UPDATES));
        assertThat(parse("DESCRIBE updates")).isEqualTo(new HiveDdl.Describe(UPDATES));
        assertThat(parse("DROP TABLE IF EXISTS updates")).isEqualTo(new HiveDdl.DropTable(UPDATES, true));
        assertThat(parse("CREATE DATABASE IF NOT EXISTS telegram"))
                .isEqualTo(new HiveDdl.CreateDatabase("telegram", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "CREATE OR REPLACE VIEW v AS SELECT 1",
                "SHOW TABLES",
                ""
            })
    void whatIsNoDdlOfHiveIsTrinos(String sql) throws DdlException {
        assertThat(HiveDdlParser.parse(sql)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MSCK REPAIR TABLE updates x | line 1:26 mismatched input 'x' expecting the end of the statement",
                "ALTER TABLE updates ADD COLUMN | line 1:24 mismatched input 'COLUMN' expecting PARTITION",
                "ALTER TABLE updates DROP PARTITION (dt) | line 1:38 mismatched input ')' expecting =",
                "CREATE EXTERNAL TABLE t (a text) STORED AS PARQUET LOCATION 's3://b' | unknown type 'text'",
                "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b' | expecting STORED AS PARQUET"
            })
    void whatDoesNotFitIsNamedWithItsPlace(String sql, String message) {
        assertThatThrownBy(() -> HiveDdlParser.parse(sql))
                .isInstanceOf(DdlException.class)
                .hasMessageContaining(message);
    }

    private static HiveDdl parse(String sql) throws DdlException {
        return HiveDdlParser.parse(sql).orElseThrow();
    }

    private static ColumnDefinition column(String name, String hive, String trino) {
        return new ColumnDefinition(name, new HiveTypeName(hive, trino), Optional.empty());
    }
}
