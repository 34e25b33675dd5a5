package dev.telegramlake.transform;

import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of one update while it is read, each in its slot: the table's columns in their order, then the inputs of
/// the rules.
///
/// A slot can have several sources, best first. A value from a better source replaces one from a worse, in whatever
/// order the update names them; of two values from one source the last stays.
final class Row {
    private static final List<String> COLUMNS =
            UpdatesTable.COLUMNS.stream().map(Column::name).toList();

    private static final int SLOTS = COLUMNS.size() + Input.all().size();
    private static final int NOTHING = Integer.MAX_VALUE;

    private final @Nullable Object[] values = new @Nullable Object[SLOTS];
    private final int[] ranks = new int[SLOTS];
    private final List<String> mismatches = new ArrayList<>(0);
    private final List<String> unknownFields = new ArrayList<>(0);

    Row() {
        Arrays.fill(ranks, NOTHING);
    }

    /// The slot of a column; to be asked once, not for every row.
    static int slot(String column) {
        int slot = COLUMNS.indexOf(column);
        if (slot < 0) {
            throw new IllegalArgumentException("The table has no column " + column);
        }
        return slot;
    }

    /// Sets a slot, unless a better source (a smaller rank) has already.
    void set(int slot, int rank, Object value) {
        if (rank <= ranks[slot]) {
            ranks[slot] = rank;
            values[slot] = value;
        }
    }

    /// Adds to the list that the same source has set, unless a better one has set another since.
    void add(int slot, int rank, Object value) {
        if (rank == ranks[slot]) {
            @SuppressWarnings("unchecked") // only lists of objects are added to
            List<Object> list = (List<Object>) values[slot];
            list.add(value);
        }
    }

    @Nullable
    Object get(int slot) {
        return values[slot];
    }

    @Nullable
    String string(int slot) {
        return (String) values[slot];
    }

    @Nullable
    Long number(int slot) {
        return (Long) values[slot];
    }

    boolean isTrue(int slot) {
        return Boolean.TRUE.equals(values[slot]);
    }

    /// Which source filled a slot; larger than any rank when none did.
    int rank(int slot) {
        return ranks[slot];
    }

    /// Puts the result of a rule, null included, whatever was there.
    void put(int slot, @Nullable Object value) {
        values[slot] = value;
    }

    /// Notes that the field at a path has a type that its column cannot hold.
    void mismatch(String path) {
        mismatches.add(path);
    }

    List<String> mismatches() {
        return mismatches;
    }

    /// Notes a field that is new to us.
    void unknownField(String path) {
        unknownFields.add(path);
    }

    List<String> unknownFields() {
        return unknownFields;
    }
}
