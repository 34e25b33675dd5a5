package dev.telegramlake.local.firehose;

import java.time.Instant;
import java.util.Optional;

/// What a delivery stream did since its start.
///
/// @param accepted           records that were acknowledged
/// @param bufferedRecords    records that wait for their delivery, those of an earlier run included
/// @param bufferedBytes      their data
/// @param transformed        records that the function answered with Ok
/// @param dropped            records that the function answered with Dropped
/// @param transformFailures  records in error objects of type `processing-failed`
/// @param conversionFailures records in error objects of type `format-conversion-failed`
/// @param deliveredFiles     Parquet files
/// @param deliveredRows      rows in them
/// @param deliveredBytes     their size
/// @param damagedEntries     places in the journal that could not be read at the start
/// @param lastDelivery       when everything of a buffer was last delivered
/// @param lastOldestRow      arrival of the oldest row of the newest Parquet file; empty before the first
/// @param lastError          why the last attempt to deliver failed; empty where it did not
public record DeliveryCounts(
        long accepted,
        long bufferedRecords,
        long bufferedBytes,
        long transformed,
        long dropped,
        long transformFailures,
        long conversionFailures,
        long deliveredFiles,
        long deliveredRows,
        long deliveredBytes,
        long damagedEntries,
        Optional<Instant> lastDelivery,
        Optional<Instant> lastOldestRow,
        Optional<String> lastError) {}
