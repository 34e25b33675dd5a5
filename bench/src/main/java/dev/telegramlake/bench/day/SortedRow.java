package dev.telegramlake.bench.day;

import java.util.Comparator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// A row, and what it is sorted by. No chat comes last.
///
/// @param event   time, in any unit
/// @param arrival likewise
record SortedRow(long chat, long event, long update, long arrival, Group group) {
    static final Comparator<SortedRow> ORDER = Comparator.comparingLong(SortedRow::chat)
            .thenComparingLong(SortedRow::event)
            .thenComparingLong(SortedRow::update);

    static SortedRow of(Group group) {
        return new SortedRow(
                group.getFieldRepetitionCount("chat_id") == 0 ? Long.MAX_VALUE : group.getLong("chat_id", 0),
                time(group, "event_time"),
                group.getLong("update_id", 0),
                time(group, "arrival_time"),
                group);
    }

    private static long time(Group group, String column) {
        if (group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.INT96) {
            return group.getLong(column, 0);
        }
        NanoTime time = NanoTime.fromBinary(group.getInt96(column, 0));
        return time.getJulianDay() * 86_400_000_000L + time.getTimeOfDayNanos() / 1_000;
    }

    /// The one that arrived first.
    static SortedRow first(SortedRow one, SortedRow other) {
        return other.arrival() < one.arrival() ? other : one;
    }
}
