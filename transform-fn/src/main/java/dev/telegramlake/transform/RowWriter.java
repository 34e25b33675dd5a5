package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Writes a row as the JSON that Firehose's conversion to Parquet reads.
final class RowWriter {
    /// The one form of a timestamp that needs no guessing: neither seconds nor milliseconds, no zone.
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final JsonFactory json;
    private final FlatteningPlan plan;

    RowWriter(JsonFactory json, FlatteningPlan plan) {
        this.json = json;
        this.plan = plan;
    }

    byte[] write(Row row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            generator.writeStartObject();
            for (Column column : UpdatesTable.COLUMNS) {
                Object value = row.get(plan.slot(column.name()));
                if (value != null) {
                    generator.writeFieldName(column.name());
                    write(generator, value);
                }
            }
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case String text -> generator.writeString(text);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case Boolean bool -> generator.writeBoolean(bool);
            case Instant time -> generator.writeString(TIMESTAMP.format(time));
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            default -> throw new IllegalStateException("No column holds a " + value.getClass());
        }
    }
}
