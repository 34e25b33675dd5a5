package dev.telegramlake.transform;

import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.ColumnType;
import dev.telegramlake.schema.Source;
import dev.telegramlake.schema.UpdatesTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The columns' sources, turned into the one tree of paths for each kind of update that a single pass over its tokens
/// follows. Built once; read by many threads.
final class FlatteningPlan {
    /// What rules read that is no column.
    private static final List<Column> INPUTS = List.of(
            input(
                    "is_topic_message",
                    ColumnType.BOOLEAN,
                    "*.is_topic_message",
                    "callback_query.message.is_topic_message"),
            input("thread_id", ColumnType.BIGINT, "*.message_thread_id", "callback_query.message.message_thread_id"),
            input("reply_message_id", ColumnType.BIGINT, "*.reply_to_message.message_id"),
            input("reply_user_id", ColumnType.BIGINT, "*.reply_to_message.from.id"),
            input("reply_user_is_bot", ColumnType.BOOLEAN, "*.reply_to_message.from.is_bot"),
            input("reply_chat_id", ColumnType.BIGINT, "*.reply_to_message.sender_chat.id"),
            input("forward_first_name", ColumnType.STRING, "*.forward_origin.sender_user.first_name"),
            input("forward_last_name", ColumnType.STRING, "*.forward_origin.sender_user.last_name"),
            input(
                    "forward_other_name",
                    ColumnType.STRING,
                    "*.forward_origin.sender_user_name",
                    "*.forward_origin.sender_chat.title",
                    "*.forward_origin.chat.title"));

    static final String ENTITIES = "entities";
    static final String CAPTION_ENTITIES = "caption_entities";
    static final String REPLY_IS_TOPIC = "reply_is_topic";

    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, PathNode> kinds = new HashMap<>();
    private final PathNode unknownKind;

    FlatteningPlan() {
        List<Column> all = new ArrayList<>(UpdatesTable.COLUMNS);
        all.addAll(INPUTS);
        IntStream.range(0, all.size()).forEach(slot -> slots.put(all.get(slot).name(), slot));
        for (String structure : List.of(ENTITIES, CAPTION_ENTITIES, REPLY_IS_TOPIC)) {
            slots.put(structure, slots.size());
        }
        for (String kind : UpdatesTable.KINDS) {
            kinds.put(kind, tree(kind, all));
        }
        unknownKind = tree(Source.Field.ANY_KIND, all);
    }

    /// The tree of a kind of update; for a kind that is new, what all kinds have in common.
    PathNode forKind(String kind) {
        return kinds.getOrDefault(kind, unknownKind);
    }

    boolean isKnown(String kind) {
        return kinds.containsKey(kind);
    }

    int slots() {
        return slots.size();
    }

    int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("No column and no input is named " + name);
        }
        return slot;
    }

    private PathNode tree(String kind, List<Column> columns) {
        PathNode root = new PathNode(kind);
        Photo photo = new Photo(kind + ".photo");
        root.child("photo").setStructure(photo);
        root.child("entities").setStructure(Entity.capture(slot(ENTITIES), kind + ".entities"));
        root.child("caption_entities").setStructure(Entity.capture(slot(CAPTION_ENTITIES), kind + ".caption_entities"));
        root.child("rich_message").setStructure(RichText.capture(slot("text"), Integer.MAX_VALUE - 1));
        root.child("old_reaction").setStructure(Reactions.capture(slot("old_reactions"), kind + ".old_reaction"));
        root.child("new_reaction").setStructure(Reactions.capture(slot("new_reactions"), kind + ".new_reaction"));
        int topic = slot(REPLY_IS_TOPIC);
        root.child("reply_to_message").child("forum_topic_created").setStructure((parser, row) -> {
            row.set(topic, 0, true);
            parser.skipChildren();
        });
        for (Column column : columns) {
            for (int rank = 0; rank < column.sources().size(); rank++) {
                if (column.sources().get(rank) instanceof Source.Field field
                        && !field.path().isEmpty()
                        && (field.kind().equals(kind) || field.kind().equals(Source.Field.ANY_KIND))) {
                    add(root, photo, column, rank, field.path());
                }
            }
        }
        return root;
    }

    private void add(PathNode root, Photo photo, Column column, int rank, List<String> path) {
        if (path.getFirst().equals("photo[]")) {
            photo.take(path.getLast(), slot(column.name()), rank);
            return;
        }
        PathNode node = root;
        for (String name : path) {
            node = node.child(name);
        }
        node.addScalar(new ScalarCapture(slot(column.name()), column.type(), rank, node.path()));
    }

    private static Column input(String name, ColumnType type, String... fields) {
        return new Column(
                name, type, "", Arrays.stream(fields).<Source>map(Source::field).toList());
    }
}
