package dev.telegramlake.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.telegramlake.transform.UpdateFlattener.FlatUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The function that Firehose calls with a batch of records: each update becomes one flat row.
///
/// Event and answer are those of
/// [Firehose data transformation](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html). A record
/// that is no update is answered `ProcessingFailed` and goes to the error output; it never fails its batch. So is a
/// row that would make the answer larger than [#ANSWER_LIMIT]: Firehose would refuse the whole answer.
public final class TransformHandler implements RequestStreamHandler {
    /// Bytes of an answer that rows may fill. Lambda allows 6 MB; the rest is for the records that do not fit.
    static final int ANSWER_LIMIT = 5_500_000;

    /// More than an answer needs for one record beside its row.
    private static final int ENVELOPE = 160;

    private final JsonFactory json = new JsonFactory();
    private final UpdateFlattener flattener = new UpdateFlattener();

    /// One record of the event.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Incoming(@Nullable String recordId, long arrivalMillis, byte @Nullable [] data) {}

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        BatchLog log = new BatchLog(json);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (JsonParser parser = json.createParser(event);
                JsonGenerator generator = json.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("records");
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("records")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        generator.flush();
                        transform(read(parser), generator, bytes.size(), log);
                    }
                }
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        bytes.writeTo(answer);
        context.getLogger().log(log.line());
    }

    private void transform(Incoming record, JsonGenerator generator, int written, BatchLog log) throws IOException {
        byte[] data = record.data();
        generator.writeStartObject();
        generator.writeStringField("recordId", record.recordId());
        try {
            if (data == null) {
                throw new BadRecordException("no data");
            }
            FlatUpdate row = flattener.flatten(ByteBuffer.wrap(data), record.arrivalMillis());
            long encoded = (row.json().length + 2L) / 3 * 4;
            if (written + encoded + ENVELOPE > ANSWER_LIMIT) {
                throw new BadRecordException(
                        "its row of %d bytes makes the answer too large".formatted(row.json().length));
            }
            generator.writeStringField("result", "Ok");
            generator.writeStringField("data", Base64.getEncoder().encodeToString(row.json()));
            log.ok(row);
        } catch (BadRecordException bad) {
            generator.writeStringField("result", "ProcessingFailed");
            log.failed(record.recordId(), String.valueOf(bad.getMessage()));
        }
        generator.writeEndObject();
    }

    private static Incoming read(JsonParser parser) throws IOException {
        String recordId = null;
        long arrivalMillis = 0;
        byte[] data = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "recordId" -> recordId = parser.getValueAsString();
                case "approximateArrivalTimestamp" -> arrivalMillis = parser.getValueAsLong();
                case "data" -> data = token == JsonToken.VALUE_STRING ? parser.getBinaryValue() : null;
                default -> parser.skipChildren();
            }
        }
        return new Incoming(recordId, arrivalMillis, data);
    }
}
