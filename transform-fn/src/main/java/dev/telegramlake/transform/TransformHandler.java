package dev.telegramlake.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The function that Firehose calls with a batch of records: each update becomes one flat row.
///
/// Event and answer are those of
/// [Firehose data transformation](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html). A record
/// that gives no row, or whose row [the answer][Answer] has no room for, goes to the error output as it was received;
/// it never fails its batch.
public final class TransformHandler implements RequestStreamHandler {
    private final JsonFactory json = new JsonFactory();
    private final UpdateFlattener flattener = new UpdateFlattener();
    private final InstantSource clock;

    @SuppressWarnings("unused") // keeps it alive
    private @Nullable Priming priming;

    /// What Lambda calls.
    public TransformHandler() {
        this(InstantSource.system());
        priming = new Priming(flattener).register();
    }

    TransformHandler(InstantSource clock) {
        this.clock = clock;
    }

    /// One record of the event.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Incoming(
            @Nullable String recordId, @Nullable Long arrivalMillis, byte @Nullable [] data) {}

    @Override
    public void handleRequest(InputStream event, OutputStream out, Context context) throws IOException {
        BatchLog log = new BatchLog(json);
        try (JsonParser parser = json.createParser(event);
                Answer answer = new Answer(json, out)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "The event is not a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("records")) {
                    transform(parser, answer, log);
                } else {
                    parser.skipChildren();
                }
            }
        }
        context.getLogger().log(log.line(clock.instant()));
    }

    private void transform(JsonParser parser, Answer answer, BatchLog log) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                transform(read(parser), answer, log);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void transform(Incoming record, Answer answer, BatchLog log) throws IOException {
        String id = String.valueOf(record.recordId());
        try {
            FlatUpdate row = flatten(record);
            if (!answer.ok(id, row.json())) {
                throw new BadRecordException(
                        "the answer has no room for its row of %d bytes".formatted(row.json().length));
            }
            log.ok(row);
        } catch (BadRecordException bad) {
            answer.failed(id);
            log.failed(id, String.valueOf(bad.getMessage()));
        }
    }

    private FlatUpdate flatten(Incoming record) throws BadRecordException, IOException {
        byte[] data = record.data();
        if (data == null) {
            throw new BadRecordException("no data, or not in base64");
        }
        Long arrivalMillis = record.arrivalMillis();
        if (arrivalMillis == null) {
            throw new BadRecordException("no time of arrival");
        }
        try {
            return flattener.flatten(data, arrivalMillis);
        } catch (RuntimeException bug) {
            // Ours, but it must cost no other record: it would come again with every attempt at the batch.
            throw new BadRecordException("not flattened: " + bug.getClass().getName());
        }
    }

    private static Incoming read(JsonParser parser) throws IOException {
        String recordId = null;
        Long arrivalMillis = null;
        byte[] data = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "recordId" -> recordId = parser.getValueAsString();
                case "approximateArrivalTimestamp" ->
                    arrivalMillis = ScalarCapture.integer(parser, 0, 1_000 * Rules.END_OF_TIME - 1);
                case "data" -> data = base64(parser);
                default -> {}
            }
            parser.skipChildren();
        }
        return new Incoming(recordId, arrivalMillis, data);
    }

    private static byte @Nullable [] base64(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        try {
            // Not the parser's own: it takes padding in the middle, and white space.
            return Base64.getDecoder().decode(parser.getText());
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }
}
