package dev.telegramlake.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of one update while it is read: one slot for each column, and for each field that a rule needs.
///
/// A slot can have several sources, best first. A value from a better source replaces one from a worse, in whatever
/// order the update names them.
final class Row {
    private static final int NOTHING = Integer.MAX_VALUE;

    private final @Nullable Object[] values;
    private final int[] ranks;
    private final List<String> mismatches = new ArrayList<>();
    private @Nullable String kind;
    private @Nullable String contentType;

    Row(int slots) {
        values = new @Nullable Object[slots];
        ranks = new int[slots];
        Arrays.fill(ranks, NOTHING);
    }

    /// Sets a slot, unless a better source (a smaller rank) has already.
    void set(int slot, int rank, Object value) {
        if (rank <= ranks[slot]) {
            ranks[slot] = rank;
            values[slot] = value;
        }
    }

    /// The list in a slot that this source may add to; null when a better source has filled it.
    @Nullable
    List<Object> list(int slot, int rank) {
        if (rank > ranks[slot]) {
            return null;
        }
        if (rank == ranks[slot] && values[slot] instanceof List<?> begun) {
            @SuppressWarnings("unchecked") // only this method puts lists that are added to
            List<Object> same = (List<Object>) begun;
            return same;
        }
        List<Object> fresh = new ArrayList<>();
        set(slot, rank, fresh);
        return fresh;
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

    void clear(int slot) {
        values[slot] = null;
        ranks[slot] = NOTHING;
    }

    /// Puts the result of a rule, null included, whatever was there.
    void put(int slot, @Nullable Object value) {
        values[slot] = value;
    }

    void kind(String name) {
        kind = name;
    }

    @Nullable
    String kind() {
        return kind;
    }

    void contentType(String field) {
        contentType = field;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    /// Notes that the field at a path has a type that its column cannot hold.
    void mismatch(String path) {
        mismatches.add(path);
    }

    List<String> mismatches() {
        return mismatches;
    }
}
