package dev.telegramlake.local.page;

import dev.telegramlake.local.engine.EngineClient;
import dev.telegramlake.local.firehose.DeliveryCounts;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long it takes from the webhook to SQL, measured on a row of the data itself.
///
/// The probe is the oldest row of a delivery: the one that has waited longest. When the delivery is done, a query asks
/// for the row; the time between the row's arrival, which is taken before the webhook answers, and the query's answer
/// is the lag. Nothing is written for it, and nothing is asked while nobody looks.
public final class WebhookToSql implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookToSql.class);
    private static final Duration ATTENTION = Duration.ofSeconds(15);
    private static final DateTimeFormatter SQL_TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /// A measurement.
    ///
    /// @param at when the row was first seen
    public record Lag(Duration duration, Instant at) {}

    private final EngineClient engine;
    private final ZoneId zone;
    private final InstantSource clock;
    private final ExecutorService prober = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lag-probe").daemon().factory());
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile Instant lastLook = Instant.EPOCH;
    private volatile Optional<Lag> newest = Optional.empty();

    /// @param zone in which the days of the partitions begin
    public WebhookToSql(EngineClient engine, ZoneId zone, InstantSource clock) {
        this.engine = engine;
        this.zone = zone;
        this.clock = clock;
    }

    /// Called when a delivery is done; returns at once.
    public void delivered(DeliveryCounts counts) {
        boolean isWatched = clock.instant().isBefore(lastLook.plus(ATTENTION));
        counts.lastOldestRow().filter(row -> isWatched).ifPresent(row -> {
            if (isAsking.compareAndSet(false, true)) {
                prober.execute(() -> measure(row));
            }
        });
    }

    private void measure(Instant arrival) {
        try {
            boolean isSeen =
                    engine.hasRow("SELECT 1 FROM %s WHERE %s >= DATE '%s' AND arrival_time = TIMESTAMP '%s' LIMIT 1"
                            .formatted(
                                    UpdatesTable.NAME,
                                    UpdatesTable.PARTITION_KEY,
                                    arrival.atZone(zone).toLocalDate(),
                                    SQL_TIMESTAMP.format(arrival)));
            if (isSeen) {
                Instant now = clock.instant();
                newest = Optional.of(new Lag(Duration.between(arrival, now), now));
            } else {
                LOG.warn("The row of {} was delivered, but is not visible in SQL", arrival);
            }
        } catch (IOException | RuntimeException failed) {
            LOG.warn("The lag to SQL could not be measured", failed);
        } finally {
            isAsking.set(false);
        }
    }

    /// The newest measurement, for somebody who looks; empty until a delivery was measured.
    Optional<Lag> look() {
        lastLook = clock.instant();
        return newest;
    }

    @Override
    public void close() {
        prober.shutdownNow();
    }
}
