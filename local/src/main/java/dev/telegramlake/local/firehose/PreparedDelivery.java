package dev.telegramlake.local.firehose;

import dev.telegramlake.local.firehose.journal.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A buffer, transformed and converted: the objects that it becomes, and what to count when they are all uploaded.
///
/// @param oldestRow arrival of the oldest row; empty where there is no row
record PreparedDelivery(
        List<Segment> segments,
        List<OutgoingObject> objects,
        List<FailedRecord> failures,
        DeliveryTally tally,
        Optional<Instant> oldestRow) {
    PreparedDelivery {
        segments = List.copyOf(segments);
        objects = List.copyOf(objects);
        failures = List.copyOf(failures);
    }

    long records() {
        return segments.stream().mapToLong(Segment::records).sum();
    }
}
