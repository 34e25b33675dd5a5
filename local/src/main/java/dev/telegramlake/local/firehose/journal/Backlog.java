package dev.telegramlake.local.firehose.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What waits for its delivery.
///
/// @param records       how many records
/// @param dataBytes     their data, in bytes
/// @param oldestArrival when the oldest of them was taken; empty where nothing waits
public record Backlog(long records, long dataBytes, Optional<Instant> oldestArrival) {
    static Backlog of(List<Segment> segments) {
        return new Backlog(
                segments.stream().mapToLong(Segment::records).sum(),
                segments.stream().mapToLong(Segment::dataBytes).sum(),
                segments.stream()
                        .filter(segment -> segment.records() > 0)
                        .map(segment -> Instant.ofEpochMilli(segment.oldestArrivalMillis()))
                        .min(Instant::compareTo));
    }
}
