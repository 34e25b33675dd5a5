package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// Writes a row as the JSON that Firehose's conversion to Parquet reads.
///
/// To make a generator costs a tenth of what a row costs: each thread keeps its own.
final class RowWriter {
    private static final ThreadLocal<RowWriter> OF_THREAD = ThreadLocal.withInitial(RowWriter::new);

    /// An emoji is written in 4 bytes, not in the 12 of two escapes. Nothing stands between two rows.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .rootValueSeparator((String) null)
            .build();

    private static final SerializableString[] NAMES = UpdatesTable.COLUMNS.stream()
            .map(Column::name)
            .map(SerializedString::new)
            .toArray(SerializableString[]::new);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    private final JsonGenerator generator;

    private RowWriter() {
        try {
            generator = JSON.createGenerator(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] write(Row row) throws IOException {
        RowWriter writer = OF_THREAD.get();
        OF_THREAD.remove(); // one that fails in the middle of a row is not used again
        byte[] json = writer.json(row);
        OF_THREAD.set(writer);
        return json;
    }

    private byte[] json(Row row) throws IOException {
        generator.writeStartObject();
        for (int slot = 0; slot < NAMES.length; slot++) {
            Object value = row.get(slot);
            if (value != null) {
                generator.writeFieldName(NAMES[slot]);
                write(generator, value);
            }
        }
        generator.writeEndObject();
        generator.flush();
        byte[] json = bytes.toByteArray();
        bytes.reset();
        return json;
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case String text -> generator.writeString(text);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case Boolean bool -> generator.writeBoolean(bool);
            case Instant time -> write(generator, time);
            case Payload json -> generator.writeUTF8String(json.bytes(), json.offset(), json.length());
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

    /// `yyyy-MM-dd HH:mm:ss.SSS`: the one form of a timestamp that needs no guessing, neither seconds nor
    /// milliseconds, no zone. By hand, because a formatter takes longer than the rest of the row.
    private static void write(JsonGenerator generator, Instant time) throws IOException {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        char[] text = "0000-00-00 00:00:00.000".toCharArray();
        digits(text, 0, 4, utc.getYear());
        digits(text, 5, 7, utc.getMonthValue());
        digits(text, 8, 10, utc.getDayOfMonth());
        digits(text, 11, 13, utc.getHour());
        digits(text, 14, 16, utc.getMinute());
        digits(text, 17, 19, utc.getSecond());
        digits(text, 20, 23, utc.getNano() / 1_000_000);
        generator.writeString(text, 0, text.length);
    }

    private static void digits(char[] text, int from, int to, int number) {
        int rest = number;
        for (int i = to - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
