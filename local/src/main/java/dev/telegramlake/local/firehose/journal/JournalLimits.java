package dev.telegramlake.local.firehose.journal;

/// How much a journal takes.
///
/// @param backlogBytes  above this many bytes of undelivered data nothing is taken
/// @param segmentBytes  a segment file that has grown beyond this many bytes is closed
/// @param inFlightBytes most data that callers hold in memory while they wait for the disk
public record JournalLimits(long backlogBytes, int segmentBytes, int inFlightBytes) {
    /// 64 MiB segments, so that a mapped segment stays small, and 64 MiB in memory.
    public static JournalLimits withBacklog(long backlogBytes) {
        return new JournalLimits(backlogBytes, 64 << 20, 64 << 20);
    }

    public JournalLimits {
        if (backlogBytes <= 0 || segmentBytes <= 0 || inFlightBytes <= 0) {
            throw new IllegalArgumentException(
                    "Limits of the journal must be positive: backlog %d, segment %d, in flight %d"
                            .formatted(backlogBytes, segmentBytes, inFlightBytes));
        }
    }
}
