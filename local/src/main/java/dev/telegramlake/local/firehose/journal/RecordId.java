package dev.telegramlake.local.firehose.journal;

import java.util.HexFormat;

/// Names one record for as long as it is under way.
///
/// @param run    random number of the run of the journal that took the record
/// @param number counts the records of that run from 0
public record RecordId(long run, long number) {
    static final int BYTES = 2 * Long.BYTES;

    /// 32 hexadecimal digits.
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(run) + hex.toHexDigits(number);
    }
}
