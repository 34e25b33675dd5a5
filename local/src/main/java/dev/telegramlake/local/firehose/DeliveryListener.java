package dev.telegramlake.local.firehose;

import java.time.LocalDate;

/// Hears of deliveries, on the thread that delivers. An exception is a failed delivery: it is tried again.
public interface DeliveryListener {
    /// Nobody listens.
    DeliveryListener NONE = new DeliveryListener() {
        @Override
        public void partitionNeeded(LocalDate day) {}

        @Override
        public void delivered(DeliveryCounts counts) {}
    };

    /// Called before the first file of a day is written to the landing prefix: once a day and run, and again where
    /// the delivery has to be tried again.
    ///
    /// @param day arrival of the file's oldest record, in the stream's time zone
    void partitionNeeded(LocalDate day);

    /// Called after records were delivered.
    void delivered(DeliveryCounts counts);
}
