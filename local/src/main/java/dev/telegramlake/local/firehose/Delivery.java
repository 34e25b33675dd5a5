package dev.telegramlake.local.firehose;

import dev.telegramlake.local.firehose.journal.Journal;
import dev.telegramlake.local.firehose.journal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/// Delivers one buffer after the other. A buffer that cannot be delivered stays the next one: what was prepared and
/// what was uploaded of it is not done again. Its segments are removed from the journal when all of it is in the
/// bucket, so a crash before that delivers it once more. For one thread at a time; the counts are for all.
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private final DeliveryStreamSettings settings;
    private final ObjectNames names;
    private final Journal journal;
    private final Path folder;
    private final S3Client s3;
    private final RecordTransform transform;
    private final InstantSource clock;
    private final DeliveryListener listener;
    private final Set<LocalDate> knownPartitions = new HashSet<>();
    private @Nullable PreparedDelivery prepared;
    private int failedAttempts;
    private Instant nextAttempt = Instant.EPOCH;

    /// Guards what follows.
    private final Object results = new Object();

    private DeliveryTally tally = DeliveryTally.ZERO;
    private Optional<Instant> lastDelivery = Optional.empty();
    private Optional<Instant> lastOldestRow = Optional.empty();
    private Optional<String> lastError = Optional.empty();
    private final Deque<FailedRecord> failures = new ArrayDeque<>();

    /// @param folder for files on their way; what is in it from an earlier run is deleted
    Delivery(
            DeliveryStreamSettings settings,
            ObjectNames names,
            Journal journal,
            Path folder,
            S3Client s3,
            RecordTransform transform,
            InstantSource clock,
            DeliveryListener listener)
            throws IOException {
        this.settings = settings;
        this.names = names;
        this.journal = journal;
        this.folder = Files.createDirectories(folder);
        this.s3 = s3;
        this.transform = transform;
        this.clock = clock;
        this.listener = listener;
        clearFolder();
    }

    /// Whether an earlier buffer waits to be tried again.
    boolean isUnfinished() {
        return prepared != null;
    }

    /// When the next attempt makes sense; in the past unless the last one failed.
    Instant nextAttempt() {
        return nextAttempt;
    }

    /// Whether a failed delivery is not to be tried again yet. An attempt that is further away than the longest
    /// wait was set by a clock that has been set back since: it waits no more.
    boolean isBackingOff(Instant now) {
        return now.isBefore(nextAttempt) && !now.plus(MAX_BACKOFF).isBefore(nextAttempt);
    }

    /// Delivers the unfinished buffer, else the oldest one.
    ///
    /// @return how many records were delivered
    long deliver() throws DeliveryFailedException, InterruptedException {
        PreparedDelivery delivery;
        try {
            delivery = prepare();
            upload(delivery);
        } catch (IOException | RuntimeException failed) {
            throw failure(failed);
        }
        journal.remove(delivery.segments());
        finish(delivery);
        return delivery.records();
    }

    private PreparedDelivery prepare() throws IOException, InterruptedException {
        PreparedDelivery delivery = prepared;
        if (delivery == null) {
            List<Segment> segments = journal.cut(settings.buffering().bytes());
            clearFolder();
            try (BufferToObjects buffer = new BufferToObjects(settings, transform, clock, folder)) {
                delivery = buffer.prepare(segments, names);
            }
            prepared = delivery;
        }
        return delivery;
    }

    private void upload(PreparedDelivery delivery) {
        for (OutgoingObject object : delivery.objects()) {
            if (!object.isUploaded()) {
                object.partition().ifPresent(this::needPartition);
                object.upload(s3, settings.bucket());
            }
        }
    }

    private void needPartition(LocalDate day) {
        if (!knownPartitions.contains(day)) {
            listener.partitionNeeded(day);
            knownPartitions.add(day);
        }
    }

    private void finish(PreparedDelivery delivery) {
        prepared = null;
        failedAttempts = 0;
        nextAttempt = Instant.EPOCH;
        synchronized (results) {
            tally = tally.plus(delivery.tally());
            lastDelivery = Optional.of(clock.instant());
            lastOldestRow = delivery.oldestRow().or(() -> lastOldestRow);
            lastError = Optional.empty();
            for (FailedRecord failure : delivery.failures()) {
                if (failures.size() == ErrorOutput.SHOWN) {
                    failures.removeFirst();
                }
                failures.add(failure);
            }
        }
        for (OutgoingObject object : delivery.objects()) {
            try {
                object.deleteFile();
            } catch (IOException left) {
                LOG.warn("A delivered file could not be deleted: {}", left.toString());
            }
        }
    }

    private DeliveryFailedException failure(Exception cause) {
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(failedAttempts, 10));
        failedAttempts++;
        nextAttempt = clock.instant().plus(backoff.compareTo(MAX_BACKOFF) < 0 ? backoff : MAX_BACKOFF);
        String message =
                "Delivery to the bucket %s failed, attempt %d: %s".formatted(settings.bucket(), failedAttempts, cause);
        LOG.warn("{}; the records are safe in the journal", message);
        synchronized (results) {
            lastError = Optional.of(message);
        }
        return new DeliveryFailedException(message, cause);
    }

    DeliveryCounts counts(long accepted) {
        DeliveryTally now;
        Optional<Instant> delivered;
        Optional<Instant> oldestRow;
        Optional<String> error;
        synchronized (results) {
            now = tally;
            delivered = lastDelivery;
            oldestRow = lastOldestRow;
            error = lastError;
        }
        return new DeliveryCounts(
                accepted,
                journal.backlog().records(),
                journal.backlog().dataBytes(),
                now.transformed(),
                now.dropped(),
                now.transformFailures(),
                now.conversionFailures(),
                now.deliveredFiles(),
                now.deliveredRows(),
                now.deliveredBytes(),
                journal.damaged(),
                delivered,
                oldestRow,
                error);
    }

    /// The newest failed records, oldest first.
    List<FailedRecord> failed() {
        synchronized (results) {
            return List.copyOf(failures);
        }
    }

    private void clearFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
