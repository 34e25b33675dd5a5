package dev.telegramlake.local.firehose;

import dev.telegramlake.local.firehose.journal.Backlog;
import dev.telegramlake.local.firehose.journal.Journal;
import dev.telegramlake.local.firehose.journal.JournalLimits;
import dev.telegramlake.local.firehose.journal.JournalUnavailableException;
import dev.telegramlake.local.firehose.journal.RecordId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/// A direct-put delivery stream: takes records, delivers them by size or by interval, whichever comes first.
///
/// A record that was acknowledged is delivered at least once, whatever fails and whenever the process dies: it lies in
/// the journal until it is in the bucket. What is buffered lies on disk only; memory does not grow with it.
public final class DeliveryStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStream.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);
    private static final String OUTGOING_FOLDER = "outgoing";

    private final DeliveryStreamSettings settings;
    private final InstantSource clock;
    private final DeliveryListener listener;
    private final Journal journal;
    private final Delivery delivery;
    private final Instant opened;
    private final ReentrantLock delivering = new ReentrantLock();
    private final LongAdder accepted = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("firehose-delivery").daemon().factory());

    private DeliveryStream(
            DeliveryStreamSettings settings,
            Path journalDirectory,
            Journal journal,
            S3Client s3,
            TransformFunction transform,
            InstantSource clock,
            DeliveryListener listener)
            throws IOException {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.journal = journal;
        opened = clock.instant();
        delivery = new Delivery(
                settings,
                new ObjectNames(settings),
                journal,
                journalDirectory.resolve(OUTGOING_FOLDER),
                s3,
                new RecordTransform(settings, transform, clock),
                clock,
                listener);
    }

    /// Opens the stream; what an earlier run could not deliver is delivered first.
    ///
    /// @param journalDirectory made where it is missing; for this process alone
    /// @throws IllegalArgumentException a prefix cannot be used
    /// @throws IOException              the journal cannot be used, also where another process has it
    @SuppressWarnings("FutureReturnValueIgnored") // what is scheduled throws nothing
    public static DeliveryStream open(
            DeliveryStreamSettings settings,
            Path journalDirectory,
            S3Client s3,
            TransformFunction transform,
            InstantSource clock,
            DeliveryListener listener)
            throws IOException {
        DeliveryStream stream = openWithoutTimer(settings, journalDirectory, s3, transform, clock, listener);
        stream.timer.scheduleWithFixedDelay(
                stream::tickForever, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return stream;
    }

    /// As [#open], but nothing is delivered unless [#tick()] is called.
    static DeliveryStream openWithoutTimer(
            DeliveryStreamSettings settings,
            Path journalDirectory,
            S3Client s3,
            TransformFunction transform,
            InstantSource clock,
            DeliveryListener listener)
            throws IOException {
        JournalLimits limits = JournalLimits.withBacklog(settings.buffering().backlogLimitBytes());
        Journal journal = Journal.open(journalDirectory, limits, clock);
        try {
            return new DeliveryStream(settings, journalDirectory, journal, s3, transform, clock, listener);
        } catch (IOException | RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    /// Takes records; returns their ids when all of them are safe on the disk. Called by many threads at once.
    ///
    /// @throws JournalUnavailableException they cannot be taken now; the sender is to try again
    public List<String> put(List<byte[]> records) throws JournalUnavailableException, InterruptedException {
        List<RecordId> ids = journal.append(records);
        accepted.add(ids.size());
        return ids.stream().map(RecordId::toString).toList();
    }

    /// Delivers what is buffered when this is called.
    ///
    /// @throws DeliveryFailedException it stays in the journal and is tried again
    public void flush() throws DeliveryFailedException, InterruptedException {
        delivering.lockInterruptibly();
        try {
            long toDeliver = journal.backlog().records();
            while (toDeliver > 0 && journal.backlog().records() > 0) {
                toDeliver -= deliver();
            }
        } finally {
            delivering.unlock();
        }
    }

    /// Delivers what is due now.
    void tick() throws InterruptedException {
        delivering.lockInterruptibly();
        try {
            while (isDue(clock.instant())) {
                deliver();
            }
        } catch (DeliveryFailedException failed) {
            LOG.debug("Tried again at {}", delivery.nextAttempt(), failed);
        } finally {
            delivering.unlock();
        }
    }

    private boolean isDue(Instant now) {
        if (delivery.isBackingOff(now)) {
            return false;
        }
        Backlog backlog = journal.backlog();
        return delivery.isUnfinished()
                || backlog.dataBytes() >= settings.buffering().bytes()
                || backlog.oldestArrival()
                        .map(oldest -> Duration.between(oldest, now))
                        .filter(waited -> waited.isNegative() // the clock was set back
                                || waited.compareTo(settings.buffering().interval()) >= 0)
                        .isPresent();
    }

    private long deliver() throws DeliveryFailedException, InterruptedException {
        long records = delivery.deliver();
        try {
            listener.delivered(counts());
        } catch (RuntimeException deaf) {
            LOG.error("The listener failed after a delivery", deaf);
        }
        return records;
    }

    /// A timer never calls again what threw.
    private void tickForever() {
        try {
            tick();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error broken) {
            LOG.error("Delivery failed unexpectedly; it is tried again", broken);
        }
    }

    /// What the stream did since it was opened.
    public DeliveryCounts counts() {
        return delivery.counts(accepted.sum());
    }

    /// The last 1,000 records that were delivered to the error output since the stream was opened, oldest first.
    public List<FailedRecord> failed() {
        return delivery.failed();
    }

    public DeliveryStreamSettings settings() {
        return settings;
    }

    /// When the stream was opened.
    public Instant opened() {
        return opened;
    }

    /// Delivers what is buffered, for 8 seconds at most; what is left then is delivered after the next start.
    @Override
    public void close() throws IOException {
        close(CLOSE_LIMIT);
    }

    /// As [#close()], with another limit.
    public void close(Duration limit) throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        timer.shutdown();
        Thread lastFlush =
                Thread.ofPlatform().name("firehose-last-flush").daemon().start(this::flushAtEnd);
        try {
            if (!lastFlush.join(limit)) {
                LOG.warn(
                        "{} records could not be delivered in time; the next start delivers them",
                        journal.backlog().records());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            timer.shutdownNow();
            lastFlush.interrupt();
            journal.close();
        }
    }

    private void flushAtEnd() {
        try {
            journal.stopTaking();
            flush();
        } catch (DeliveryFailedException failed) {
            LOG.warn(
                    "{} records could not be delivered; the next start delivers them",
                    journal.backlog().records(),
                    failed);
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
        }
    }
}
