package dev.telegramlake.transform;

import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.ColumnType;
import dev.telegramlake.schema.Source;
import dev.telegramlake.schema.UpdatesTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sources of the columns and of the rules' inputs, turned into the one tree of paths for each kind of update that
/// a single pass over its tokens follows. Built once; read by many threads.
final class FlatteningPlan {
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Kind unknownKind = new Kind(tree(Source.Field.ANY_KIND), false, false);

    FlatteningPlan() {
        for (String kind : UpdatesTable.KINDS) {
            kinds.put(kind, new Kind(tree(kind), true, UpdatesTable.MESSAGE_KINDS.contains(kind)));
        }
    }

    /// How to read the updates of a kind.
    ///
    /// @param known   false for a kind that is new to us: it is read for what all kinds have in common
    /// @param message whether the update is a message, which has a content
    record Kind(PathNode tree, boolean known, boolean message) {}

    Kind kind(String name) {
        return kinds.getOrDefault(name, unknownKind);
    }

    private static PathNode tree(String kind) {
        PathNode root = new PathNode(kind);
        for (Column column : UpdatesTable.COLUMNS) {
            List<Source> sources = column.sources();
            for (int rank = 0; rank < sources.size(); rank++) {
                if (sources.get(rank) instanceof Source.Field field && isOf(field, kind)) {
                    addColumn(root, field.path(), column.type(), Row.slot(column.name()), rank);
                }
            }
        }
        for (Input input : Input.all()) {
            List<Source.Field> sources = input.sources();
            for (int rank = 0; rank < sources.size(); rank++) {
                if (isOf(sources.get(rank), kind)) {
                    node(root, sources.get(rank).path()).add(input.capture().into(input.slot(), rank));
                }
            }
        }
        return root;
    }

    /// The field `update_id` lies in no kind.
    private static boolean isOf(Source.Field field, String kind) {
        return !field.path().isEmpty()
                && (field.kind().equals(kind) || field.kind().equals(Source.Field.ANY_KIND));
    }

    private static void addColumn(PathNode root, List<String> path, ColumnType type, int slot, int rank) {
        PathNode node = root;
        boolean inArray = false;
        for (String name : path) {
            if (name.endsWith(Source.Field.LARGEST)) {
                node.field(without(Source.Field.LARGEST, name)).photo().take(path.getLast(), type, slot, rank);
                return;
            }
            if (name.endsWith(Source.Field.EACH)) {
                PathNode array = node.field(without(Source.Field.EACH, name));
                array.begins(new ListCapture(type, slot, rank, true));
                node = array.element();
                inArray = true;
            } else {
                node = node.field(name);
            }
        }
        node.add(
                switch (type) {
                    case STRINGS, BIGINTS, INTS -> new ListCapture(type, slot, rank, inArray);
                    case BIGINT, INT, BOOLEAN, STRING, TIMESTAMP -> new ScalarCapture(type, slot, rank);
                });
    }

    private static PathNode node(PathNode root, List<String> path) {
        PathNode node = root;
        for (String name : path) {
            node = node.field(name);
        }
        return node;
    }

    private static String without(String suffix, String name) {
        return name.substring(0, name.length() - suffix.length());
    }
}
