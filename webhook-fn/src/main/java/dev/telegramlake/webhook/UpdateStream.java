package dev.telegramlake.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.Record;

/// Hands records to a delivery stream, again and again while it is only slow to take them.
final class UpdateStream {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final FirehoseClient firehose;
    private final String deliveryStream;

    UpdateStream(FirehoseClient firehose, String deliveryStream) {
        this.firehose = firehose;
        this.deliveryStream = deliveryStream;
    }

    /// Returns once Firehose has the record. Throttling and failures of the service or the network are tried again,
    /// with pauses that double and vary.
    ///
    /// @param budget time for all attempts together
    /// @return how many attempts it took
    /// @throws SdkException the last failure, when the time is over or another attempt cannot help
    int put(byte[] data, Duration budget) {
        PutRecordRequest request = PutRecordRequest.builder()
                .deliveryStreamName(deliveryStream)
                .record(Record.builder()
                        .data(SdkBytes.fromByteArrayUnsafe(data))
                        .build())
                .build();
        long deadline = System.nanoTime() + budget.toNanos();
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                firehose.putRecord(request);
                return attempt;
            } catch (SdkException failure) {
                long wait = pause.toNanos() / 2 + ThreadLocalRandom.current().nextLong(pause.toNanos() / 2);
                if (!canHelp(failure) || System.nanoTime() + wait >= deadline || !waited(wait)) {
                    throw failure;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static boolean canHelp(SdkException failure) {
        return !(failure instanceof SdkServiceException answer)
                || answer.statusCode() >= 500
                || answer.isThrottlingException();
    }

    /// False when the thread is asked to stop.
    private static boolean waited(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
