package dev.telegramlake.local.ledger;

import java.util.Locale;

/// What goes wrong in a run, on purpose.
enum Fault {
    KILL,
    S3_STALL,
    S3_REFUSE,
    S3_CUT_REQUEST,
    S3_CUT_ANSWER,
    FIREHOSE_STALL,
    FIREHOSE_REFUSE,
    FIREHOSE_CUT_REQUEST,
    FIREHOSE_CUT_ANSWER,
    ATHENA_STALL,
    ATHENA_REFUSE,
    ATHENA_CUT_REQUEST,
    ATHENA_CUT_ANSWER,
    WEBHOOK_STALL,
    WEBHOOK_REFUSE,
    WEBHOOK_CUT_REQUEST,
    WEBHOOK_CUT_ANSWER,
    DISK_FULL,
    CLOCK_FORWARD,
    CLOCK_BACK,
    COMPACTION,
    TWO_COMPACTIONS;

    /// A trouble at the service whose name begins the fault's.
    static Fault of(String service, FaultProxy.Trouble trouble) {
        return valueOf(service.toUpperCase(Locale.ROOT) + "_" + trouble.name());
    }
}
