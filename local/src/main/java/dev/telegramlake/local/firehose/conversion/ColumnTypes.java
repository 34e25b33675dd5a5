package dev.telegramlake.local.firehose.conversion;

import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.BooleanType.BOOLEAN;
import static io.trino.spi.type.IntegerType.INTEGER;
import static io.trino.spi.type.TimestampType.TIMESTAMP_NANOS;
import static io.trino.spi.type.VarcharType.VARCHAR;

import dev.telegramlake.schema.ColumnType;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.Type;

/// The table's types as the engine has them.
final class ColumnTypes {
    private ColumnTypes() {}

    static Type of(ColumnType type) {
        return switch (type) {
            case BIGINT -> BIGINT;
            case INT -> INTEGER;
            case BOOLEAN -> BOOLEAN;
            case STRING -> VARCHAR;
            case TIMESTAMP -> TIMESTAMP_NANOS;
            case STRINGS -> new ArrayType(VARCHAR);
            case BIGINTS -> new ArrayType(BIGINT);
            case INTS -> new ArrayType(INTEGER);
        };
    }
}
