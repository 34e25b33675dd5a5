package dev.telegramlake.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place in an update that something wants: what takes the value there, and the places below it. Everything that
/// has no node is skipped.
final class PathNode {
    private final String path;
    private final Map<String, PathNode> fields = new HashMap<>();
    private final List<Capture> captures = new ArrayList<>();
    private final List<ListCapture> lists = new ArrayList<>();
    private @Nullable PathNode element;
    private @Nullable LargestPhoto photo;

    PathNode(String path) {
        this.path = path;
    }

    PathNode field(String name) {
        return fields.computeIfAbsent(name, field -> new PathNode(path + "." + field));
    }

    /// Each element of the array that is here.
    PathNode element() {
        if (element == null) {
            element = new PathNode(path + "[]");
        }
        return element;
    }

    /// The largest element of the array of sizes that is here.
    LargestPhoto photo() {
        if (photo == null) {
            photo = new LargestPhoto();
            captures.add(photo);
        }
        return photo;
    }

    void add(Capture capture) {
        captures.add(capture);
    }

    /// The array that is here begins a list, with or without elements.
    void begins(ListCapture list) {
        lists.add(list);
    }

    /// Reads the value that the parser stands on.
    void read(JsonParser parser, Row row) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT && !fields.isEmpty()) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                readField(name, parser, row);
            }
        } else if (token == JsonToken.START_ARRAY && element != null) {
            readElements(parser, row, element);
        } else if (token != JsonToken.VALUE_NULL && !capture(parser, row)) {
            row.mismatch(path);
            parser.skipChildren();
        }
    }

    /// Reads the value of a field, which the parser stands on.
    void readField(String name, JsonParser parser, Row row) throws IOException {
        PathNode field = fields.get(name);
        if (field == null) {
            parser.skipChildren();
        } else {
            field.read(parser, row);
        }
    }

    private void readElements(JsonParser parser, Row row, PathNode each) throws IOException {
        for (ListCapture list : lists) {
            list.begin(row);
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            each.read(parser, row);
        }
    }

    private boolean capture(JsonParser parser, Row row) throws IOException {
        boolean fits = !captures.isEmpty();
        for (Capture capture : captures) {
            fits &= capture.read(parser, row);
        }
        return fits;
    }
}
