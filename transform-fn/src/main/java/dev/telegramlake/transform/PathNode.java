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
final class PathNode implements Capture {
    private final String path;
    private final Map<String, PathNode> fields = new HashMap<>();
    private final List<Capture> scalars = new ArrayList<>();
    private @Nullable PathNode elements;
    private @Nullable Capture structure;

    PathNode(String path) {
        this.path = path;
    }

    /// The node of a field below this one; `name[]` is each element of an array.
    PathNode child(String name) {
        if (name.endsWith("[]")) {
            return child(name.substring(0, name.length() - 2)).element();
        }
        return fields.computeIfAbsent(name, field -> new PathNode(path.isEmpty() ? field : path + "." + field));
    }

    private PathNode element() {
        if (elements == null) {
            elements = new PathNode(path + "[]");
        }
        return elements;
    }

    @Nullable
    PathNode find(String name) {
        return fields.get(name);
    }

    String path() {
        return path;
    }

    void addScalar(Capture capture) {
        scalars.add(capture);
    }

    /// The whole value, object or array, goes to one capture.
    void setStructure(Capture capture) {
        if (structure != null) {
            throw new IllegalStateException("Two captures of " + path);
        }
        structure = capture;
    }

    @Override
    public void read(JsonParser parser, Row row) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (structure != null) {
            structure.read(parser, row);
        } else if (token == JsonToken.START_OBJECT && !fields.isEmpty()) {
            readFields(parser, row);
        } else if (token == JsonToken.START_ARRAY && elements != null) {
            readElements(parser, row, elements);
        } else if (token.isScalarValue() && !scalars.isEmpty()) {
            for (Capture capture : scalars) {
                capture.read(parser, row);
            }
        } else {
            row.mismatch(path);
            parser.skipChildren();
        }
    }

    void readFields(JsonParser parser, Row row) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            readField(name, parser, row);
        }
    }

    /// Reads the value of the field that the parser stands on.
    void readField(String name, JsonParser parser, Row row) throws IOException {
        parser.nextToken();
        PathNode field = fields.get(name);
        if (field == null) {
            parser.skipChildren();
        } else {
            field.read(parser, row);
        }
    }

    private static void readElements(JsonParser parser, Row row, PathNode element) throws IOException {
        // An array without elements is a value too: a vote that was withdrawn has no options.
        for (Capture capture : element.scalars) {
            if (capture instanceof ScalarCapture scalar) {
                row.list(scalar.slot(), scalar.rank());
            }
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read(parser, row);
        }
    }
}
