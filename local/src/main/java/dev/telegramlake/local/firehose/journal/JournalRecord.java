package dev.telegramlake.local.firehose.journal;

import static java.util.Objects.requireNonNull;

/// A record as it was put.
///
/// @param arrivalMillis when it was taken, milliseconds since 1970
/// @param data          as the sender gave it; never changed by anyone
@SuppressWarnings("ArrayRecordComponent") // records are not compared with each other
public record JournalRecord(RecordId id, long arrivalMillis, byte[] data) {
    public JournalRecord {
        requireNonNull(id, "id is null");
        requireNonNull(data, "data is null");
    }
}
