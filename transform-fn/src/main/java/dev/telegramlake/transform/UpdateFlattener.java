package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.telegramlake.schema.ContentType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Turns one update, as the bot's webhook received it, into one flat row: a JSON object whose members are the columns
/// that are not null, in the table's order. The same update and arrival time always give the same row.
///
/// A field that is JSON's null is as good as missing. Of a field that comes twice the last value that fits counts; of
/// an object that comes twice, field by field.
final class UpdateFlattener {
    private static final int UPDATE_ID = Row.slot("update_id");
    private static final int KIND = Row.slot("kind");
    private static final int CONTENT_TYPE = Row.slot("content_type");
    private static final int PAYLOAD = Row.slot("payload");

    /// UTF-8 alone is read: what looks like UTF-16 is not guessed at.
    private final JsonFactory json = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private final FlatteningPlan plan = new FlatteningPlan();

    /// Flattens one update.
    ///
    /// @param update        JSON in UTF-8; a byte order mark and white space around it do not count
    /// @param arrivalMillis when Firehose took it, in milliseconds since 1970 UTC
    /// @throws BadRecordException when it is no JSON object, or has no `update_id` or no kind
    FlatUpdate flatten(byte[] update, long arrivalMillis) throws BadRecordException, IOException {
        Payload payload = Payload.of(update);
        Row row = read(payload);
        String kind = row.string(KIND);
        if (row.get(UPDATE_ID) == null) {
            throw new BadRecordException("update_id is missing or no 64-bit integer");
        }
        if (kind == null) {
            throw new BadRecordException("no field beside update_id");
        }
        Rules.apply(row, arrivalMillis);
        row.put(PAYLOAD, payload);
        return new FlatUpdate(
                RowWriter.write(row), kind, plan.kind(kind).known(), row.unknownFields(), row.mismatches());
    }

    private Row read(Payload payload) throws BadRecordException, IOException {
        try (JsonParser parser = json.createParser(payload.bytes(), payload.offset(), payload.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("not a JSON object");
            }
            Row row = readUpdate(parser);
            if (parser.nextToken() != null) {
                throw new BadRecordException("more than one JSON value");
            }
            return row;
        } catch (JsonEOFException cut) {
            throw new BadRecordException("cut off: the JSON has no end");
        } catch (StreamConstraintsException beyond) {
            // Names the limit and the size, nothing of the text.
            throw new BadRecordException(beyond.getOriginalMessage());
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            throw new BadRecordException("not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        }
    }

    private Row readUpdate(JsonParser parser) throws IOException {
        Row row = new Row();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            if (name.equals("update_id")) {
                Long id = ScalarCapture.integer(parser, Long.MIN_VALUE, Long.MAX_VALUE);
                if (id != null) {
                    row.put(UPDATE_ID, id);
                }
                parser.skipChildren();
            } else if (isKind(name, row.string(KIND))) {
                row = restart(row);
                row.put(KIND, name);
                readKind(name, parser, row);
            } else {
                parser.skipChildren();
            }
        }
        return row;
    }

    /// The first field is the kind; a known one that follows an unknown one is taken instead.
    private boolean isKind(String name, @Nullable String before) {
        return before == null
                || name.equals(before)
                || (plan.kind(name).known() && !plan.kind(before).known());
    }

    private static Row restart(Row row) {
        if (row.get(KIND) == null) {
            return row;
        }
        Row fresh = new Row();
        fresh.put(UPDATE_ID, row.get(UPDATE_ID));
        return fresh;
    }

    private void readKind(String name, JsonParser parser, Row row) throws IOException {
        FlatteningPlan.Kind kind = plan.kind(name);
        if (kind.message() && parser.currentToken() == JsonToken.START_OBJECT) {
            readMessage(name, kind.tree(), parser, row);
        } else {
            kind.tree().read(parser, row);
        }
    }

    private static void readMessage(String kind, PathNode tree, JsonParser parser, Row row) throws IOException {
        int best = Integer.MAX_VALUE;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            int rank = ContentType.rank(name);
            if (rank != ContentType.NOT_CONTENT && rank < best) {
                best = rank;
                row.put(CONTENT_TYPE, name);
            }
            if (!ContentType.isKnown(name)) {
                row.unknownField(kind + "." + name);
            }
            tree.readField(name, parser, row);
        }
    }
}
