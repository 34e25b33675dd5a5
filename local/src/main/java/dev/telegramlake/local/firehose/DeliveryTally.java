package dev.telegramlake.local.firehose;

/// What one or more deliveries did; the components are those of [DeliveryCounts].
record DeliveryTally(
        long transformed,
        long dropped,
        long transformFailures,
        long conversionFailures,
        long deliveredFiles,
        long deliveredRows,
        long deliveredBytes) {
    static final DeliveryTally ZERO = new DeliveryTally(0, 0, 0, 0, 0, 0, 0);

    DeliveryTally plus(DeliveryTally other) {
        return new DeliveryTally(
                transformed + other.transformed,
                dropped + other.dropped,
                transformFailures + other.transformFailures,
                conversionFailures + other.conversionFailures,
                deliveredFiles + other.deliveredFiles,
                deliveredRows + other.deliveredRows,
                deliveredBytes + other.deliveredBytes);
    }
}
