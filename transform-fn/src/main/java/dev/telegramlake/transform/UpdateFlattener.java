package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.telegramlake.schema.ContentType;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Turns one update, as the bot's webhook received it, into one flat row: a JSON object whose members are the columns
/// that are not null, in the table's order. The same update and arrival time always give the same row.
final class UpdateFlattener {
    /// A row, and what in the update did not fit its column.
    ///
    /// @param json       UTF-8
    /// @param mismatches paths of the fields whose type their column cannot hold
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record FlatUpdate(byte[] json, String kind, boolean knownKind, List<String> mismatches) {}

    private final JsonFactory json = new JsonFactory();
    private final FlatteningPlan plan = new FlatteningPlan();
    private final Rules rules = new Rules(plan);
    private final RowWriter writer = new RowWriter(json, plan);

    /// Flattens one update.
    ///
    /// @param update        UTF-8 JSON; whitespace around it does not count
    /// @param arrivalMillis when Firehose took it, in milliseconds since 1970 UTC
    /// @throws BadRecordException when it is no JSON object, or has no `update_id` or no kind
    FlatUpdate flatten(ByteBuffer update, long arrivalMillis) throws BadRecordException, IOException {
        String payload = decode(update).strip();
        Row row = read(payload);
        String kind = row.kind();
        if (row.get(plan.slot("update_id")) == null) {
            throw new BadRecordException("update_id is missing or not a number");
        }
        if (kind == null) {
            throw new BadRecordException("no field beside update_id");
        }
        rules.apply(row, arrivalMillis);
        row.put(plan.slot("payload"), payload);
        return new FlatUpdate(writer.write(row), kind, plan.isKnown(kind), row.mismatches());
    }

    private static String decode(ByteBuffer bytes) throws BadRecordException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException malformed) {
            throw new BadRecordException("not UTF-8");
        }
    }

    private Row read(String payload) throws BadRecordException, IOException {
        try (JsonParser parser = json.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("not a JSON object");
            }
            Row row = readUpdate(parser);
            if (parser.nextToken() != null) {
                throw new BadRecordException("more than one JSON value");
            }
            return row;
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            throw new BadRecordException("not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        }
    }

    private Row readUpdate(JsonParser parser) throws IOException {
        Row row = new Row(plan.slots());
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals("update_id")) {
                if (token == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                    row.set(plan.slot("update_id"), 0, parser.getLongValue());
                }
                parser.skipChildren();
            } else if (isKind(name, row)) {
                row = restart(row);
                row.kind(name);
                readKind(name, parser, row);
            } else {
                parser.skipChildren();
            }
        }
        return row;
    }

    /// The first field is the kind; a known one that follows an unknown one is taken instead.
    private boolean isKind(String name, Row row) {
        String kind = row.kind();
        return kind == null || (plan.isKnown(name) && !plan.isKnown(kind));
    }

    private Row restart(Row row) {
        if (row.kind() == null) {
            return row;
        }
        Row fresh = new Row(plan.slots());
        fresh.put(plan.slot("update_id"), row.get(plan.slot("update_id")));
        return fresh;
    }

    private void readKind(String kind, JsonParser parser, Row row) throws IOException {
        PathNode tree = plan.forKind(kind);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            row.mismatch(kind);
            parser.skipChildren();
            return;
        }
        boolean message = UpdatesTable.MESSAGE_KINDS.contains(kind);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            tree.readField(name, parser, row);
            if (message && ContentType.isContent(name)) {
                String before = row.contentType();
                row.contentType(before == null ? name : ContentType.prefer(before, name));
            }
        }
    }
}
