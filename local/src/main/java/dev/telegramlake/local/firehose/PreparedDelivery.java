package dev.telegramlake.local.firehose;

import dev.telegramlake.local.firehose.journal.Segment;
import java.util.List;

/// A buffer, transformed and converted: the objects that it becomes, and what to count when they are all uploaded.
record PreparedDelivery(
        List<Segment> segments, List<OutgoingObject> objects, List<FailedRecord> failures, DeliveryTally tally) {
    PreparedDelivery {
        segments = List.copyOf(segments);
        objects = List.copyOf(objects);
        failures = List.copyOf(failures);
    }

    long records() {
        return segments.stream().mapToLong(Segment::records).sum();
    }
}
