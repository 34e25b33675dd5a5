package dev.telegramlake.local.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.athena.ddl.DdlException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read from an UNLOAD statement. That it is run is shown where compaction uses it.
final class UnloadTest {
    @Test
    void theQueryTheTargetAndTheCompressionAreRead() throws DdlException {
        assertThat(Unload.parse("""
                        unload (SELECT count(*) FROM (VALUES (1), (2)) AS t (x))
                        TO 's3://lake/some/folder' WITH (format = 'parquet', compression = 'ZSTD');"""))
                .contains(new Unload(
                        "SELECT count(*) FROM (VALUES (1), (2)) AS t (x)",
                        URI.create("s3://lake/some/folder/"),
                        "ZSTD"));
        assertThat(Unload.parse("UNLOAD (SELECT 1 AS a) TO 's3://lake/x/' WITH (format = 'PARQUET')"))
                .map(Unload::compression)
                .contains("GZIP");
    }

    @Test
    void anotherStatementIsNone() throws DdlException {
        assertThat(Unload.parse("SELECT 'UNLOAD'")).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNLOAD SELECT 1 TO 's3://lake/x/' WITH (format = 'PARQUET')",
                "UNLOAD (SELECT 1) TO 's3://lake/x/'",
                "UNLOAD (SELECT 1) TO '/tmp' WITH (format = 'PARQUET')",
                "UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format = 'ORC')",
                "UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format = 'PARQUET', compression = 'BROTLI')",
                "UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format = 'PARQUET', partitioned_by = ARRAY['a'])",
            })
    void whatIsNotDoneHereIsRefused(String sql) {
        assertThatThrownBy(() -> Unload.parse(sql))
                .isInstanceOf(DdlException.class)
                .hasMessageStartingWith("FAILED: ");
    }
}
