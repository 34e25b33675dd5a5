package dev.telegramlake.local.firehose.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.Column;
import io.airlift.units.DataSize;
import io.trino.parquet.writer.ParquetSchemaConverter;
import io.trino.parquet.writer.ParquetWriter;
import io.trino.parquet.writer.ParquetWriterOptions;
import io.trino.spi.PageBuilder;
import io.trino.spi.type.Type;
import io.trino.spi.type.TypeUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;
import org.joda.time.DateTimeZone;
import org.jspecify.annotations.Nullable;

/// Writes JSON records as rows of one SNAPPY Parquet file, as Firehose's Parquet SerDe does: columns optional, in the
/// table's order, timestamps as INT96.
///
/// Memory stays bounded: one page of rows and one row group of 32 MiB.
public final class ParquetTableFile implements AutoCloseable {
    private static final DataSize ROW_GROUP = DataSize.of(32, DataSize.Unit.MEGABYTE);
    private static final String WRITER_VERSION = Optional.ofNullable(
                    ParquetWriter.class.getPackage().getImplementationVersion())
            .orElse("unknown");

    private final List<Column> columns;
    private final List<Type> types;
    private final PageBuilder page;
    private final ParquetWriter writer;
    private long rows;

    /// @param out closed with the file
    public ParquetTableFile(OutputStream out, List<Column> columns) {
        this.columns = List.copyOf(columns);
        types = columns.stream().map(column -> ColumnTypes.of(column.type())).toList();
        page = new PageBuilder(types);
        ParquetSchemaConverter schema = new ParquetSchemaConverter(
                types,
                columns.stream().map(Column::name).toList(),
                ParquetSchemaConverter.HIVE_PARQUET_USE_LEGACY_DECIMAL_ENCODING,
                ParquetSchemaConverter.HIVE_PARQUET_USE_INT96_TIMESTAMP_ENCODING);
        writer = new ParquetWriter(
                out,
                schema.getMessageType(),
                schema.getPrimitiveTypes(),
                ParquetWriterOptions.builder().setMaxBlockSize(ROW_GROUP).build(),
                CompressionCodec.SNAPPY,
                WRITER_VERSION,
                Optional.of(DateTimeZone.UTC),
                Optional.empty());
    }

    /// Adds a row for every JSON object in the record: all of them, or none where one is refused.
    ///
    /// @throws RecordRefusedException the record is not JSON or does not fit the columns; the file goes on without
    ///                                it
    public void append(byte[] record) throws RecordRefusedException, IOException {
        List<List<@Nullable Object>> decoded = new ArrayList<>(1);
        for (ObjectNode object : JsonRecords.parse(record)) {
            decoded.add(OpenXRow.decode(object, columns));
        }
        for (List<@Nullable Object> row : decoded) {
            page.declarePosition();
            for (int i = 0; i < types.size(); i++) {
                TypeUtils.writeNativeValue(types.get(i), page.getBlockBuilder(i), row.get(i));
            }
            rows++;
            if (page.isFull()) {
                writePage();
            }
        }
    }

    public long rows() {
        return rows;
    }

    /// Writes what is buffered and the footer.
    @Override
    public void close() throws IOException {
        writePage();
        writer.close();
    }

    private void writePage() throws IOException {
        if (!page.isEmpty()) {
            writer.write(page.build());
            page.reset();
        }
    }
}
