package dev.telegramlake.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telegramlake.local.HandClock;
import dev.telegramlake.local.firehose.journal.JournalUnavailableException;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryStreamTest {
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final DeliveryStreamSettings SETTINGS = settings(ZoneOffset.UTC);
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @RegisterExtension
    final S3 s3 = new S3(Lake.BUCKET);

    @TempDir
    Path temporary;

    private final HandClock clock = new HandClock(Instant.parse("2026-09-01T22:30:00.250Z"));
    private final List<LocalDate> partitions = new ArrayList<>();
    private final List<DeliveryCounts> deliveries = new ArrayList<>();
    private final DeliveryListener listener = new DeliveryListener() {
        @Override
        public void partitionNeeded(LocalDate day) {
            partitions.add(day);
        }

        @Override
        public void delivered(DeliveryCounts counts) {
            deliveries.add(counts);
        }
    };

    private static DeliveryStreamSettings settings(ZoneId zone) {
        DeliveryStreamSettings settings = DeliveryStreamSettings.ofLake(zone, INTERVAL);
        return settings.with(
                new DeliveryStreamSettings.Transform(settings.transform().functionArn(), 3, Duration.ZERO, 1 << 20));
    }

    private DeliveryStream open(DeliveryStreamSettings settings, TransformFunction function) throws IOException {
        return DeliveryStream.openWithoutTimer(
                settings, temporary.resolve("journal"), s3.client(), function, clock, listener);
    }

    private static void put(DeliveryStream stream, String... records) throws Exception {
        stream.put(Stream.of(records)
                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static String update(int id) {
        return "{\"update_id\":%d}\n".formatted(id);
    }

    private List<String> landed() throws Exception {
        List<String> ids = new ArrayList<>();
        for (String key : s3.keys("updates/")) {
            ids.addAll(Parquet.query(s3.download(key, temporary), "SELECT update_id FROM FILE"));
        }
        return ids;
    }

    @Test
    void aBufferIsDeliveredWhenItsOldestRecordHasWaitedForTheInterval() throws Exception {
        try (DeliveryStream stream = open(SETTINGS, Functions.identity())) {
            put(stream, update(1));
            clock.advance(Duration.ofSeconds(59));
            put(stream, update(2));
            stream.tick();
            assertThat(s3.keys("")).isEmpty();
            assertThat(stream.counts().bufferedRecords()).isEqualTo(2);

            clock.advance(Duration.ofSeconds(1));
            stream.tick();

            assertThat(landed()).containsExactlyInAnyOrder("1", "2");
            assertThat(s3.lines("raw/")).containsExactly("{\"update_id\":1}", "{\"update_id\":2}");
            assertThat(s3.keys("errors/")).isEmpty();
            assertThat(stream.counts()).satisfies(counts -> {
                assertThat(counts.accepted()).isEqualTo(2);
                assertThat(counts.transformed()).isEqualTo(2);
                assertThat(counts.bufferedRecords()).isZero();
                assertThat(counts.bufferedBytes()).isZero();
                assertThat(counts.deliveredFiles()).isEqualTo(1);
                assertThat(counts.deliveredRows()).isEqualTo(2);
                assertThat(counts.deliveredBytes())
                        .isEqualTo(s3.bytes(s3.keys("updates/").getFirst()).length);
                assertThat(counts.lastDelivery()).contains(clock.instant());
                assertThat(counts.lastError()).isEmpty();
            });
            assertThat(deliveries).containsExactly(stream.counts());
        }
    }

    @Test
    void aClockThatWasSetBackHoldsNothingUp() throws Exception {
        try (DeliveryStream stream = open(SETTINGS, Functions.identity())) {
            put(stream, update(1));
            clock.advance(Duration.ofDays(-1));
            stream.tick();

            assertThat(landed()).containsExactly("1");
        }
    }

    @Test
    void aQuietIntervalWritesNothing() throws Exception {
        try (DeliveryStream stream = open(SETTINGS, Functions.identity())) {
            clock.advance(Duration.ofHours(1));
            stream.tick();
            stream.flush();
        }

        assertThat(s3.keys("")).isEmpty();
        assertThat(deliveries).isEmpty();
    }

    @Test
    void aBufferThatIsFullIsDeliveredBeforeTheInterval() throws Exception {
        DeliveryStreamSettings small =
                SETTINGS.with(new DeliveryStreamSettings.Buffering(INTERVAL, 64L << 20, 1L << 30));
        byte[] large = new byte[1_000 << 10];
        TransformFunction dropping =
                Functions.perRecord((record, answer) -> Functions.result(record, answer, "Dropped"));
        try (DeliveryStream stream = open(small, dropping)) {
            for (int i = 0; i < 65; i++) {
                stream.put(List.of(large));
            }
            stream.tick();
            assertThat(s3.keys("")).isEmpty();

            stream.put(List.of(large));
            stream.tick();

            assertThat(s3.keys("raw/")).hasSize(1);
            assertThat(stream.counts().dropped()).isEqualTo(66);
            assertThat(stream.counts().bufferedRecords()).isZero();
        }
    }

    @Test
    void objectsAreNamedAfterTheArrivalOfTheirOldestRecordInTheTimeZone() throws Exception {
        TransformFunction failing = Functions.perRecord((record, answer) -> {
            if (Functions.text(record).startsWith("bad")) {
                Functions.result(record, answer, "ProcessingFailed");
            } else {
                Functions.ok(record, answer);
            }
        });
        try (DeliveryStream stream = open(settings(ZoneId.of("Europe/Zurich")), failing)) {
            put(stream, update(1));
            clock.advance(Duration.ofSeconds(30));
            put(stream, "bad");
            clock.advance(Duration.ofSeconds(30));
            stream.tick();
        }

        assertThat(s3.keys("updates/"))
                .singleElement()
                .asString()
                .matches("updates/dt=2026-09-02/telegram-updates-1-2026-09-02-00-30-00-" + UUID + "\\.parquet");
        assertThat(s3.keys("raw/"))
                .singleElement()
                .asString()
                .matches("raw/dt=2026-09-02/telegram-updates-1-2026-09-02-00-30-00-" + UUID);
        assertThat(s3.keys("errors/"))
                .singleElement()
                .asString()
                .matches("errors/processing-failed/dt=2026-09-02/telegram-updates-1-2026-09-02-00-30-30-" + UUID);
        assertThat(partitions).containsExactly(LocalDate.of(2026, 9, 2));
    }

    @Test
    void aPartitionIsAskedForBeforeTheFirstFileOfItsDay() throws Exception {
        List<String> filesWhenAsked = new ArrayList<>();
        DeliveryListener asking = new DeliveryListener() {
            @Override
            public void partitionNeeded(LocalDate day) {
                filesWhenAsked.add(day + " " + s3.keys("updates/").size());
            }

            @Override
            public void delivered(DeliveryCounts counts) {}
        };
        try (DeliveryStream stream = DeliveryStream.openWithoutTimer(
                SETTINGS, temporary.resolve("journal"), s3.client(), Functions.identity(), clock, asking)) {
            for (int id = 1; id <= 3; id++) {
                put(stream, update(id));
                stream.flush();
                clock.advance(Duration.ofHours(1));
            }
        }

        assertThat(filesWhenAsked).containsExactly("2026-09-01 0", "2026-09-02 2");
    }

    @Test
    void aBucketThatRefusesLosesNothingAndIsTriedAgainLater() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        TransformFunction counting = event -> {
            calls.incrementAndGet();
            return Functions.identity().invoke(event);
        };
        try (DeliveryStream stream = open(SETTINGS, counting)) {
            s3.deleteBucket();
            put(stream, update(1));
            clock.advance(INTERVAL);
            stream.tick();
            assertThat(stream.counts().lastError()).get().asString().contains("telegram-lake", "attempt 1");
            assertThat(stream.counts().bufferedRecords()).isEqualTo(1);

            s3.createBucket();
            stream.tick();
            assertThat(s3.keys("")).as("the backoff has not passed").isEmpty();

            clock.advance(Duration.ofSeconds(1));
            stream.tick();

            assertThat(landed()).containsExactly("1");
            assertThat(calls)
                    .as("what was transformed is not transformed again")
                    .hasValue(1);
            assertThat(stream.counts().lastError()).isEmpty();
            assertThat(stream.counts().bufferedRecords()).isZero();
        }
    }

    @Test
    void aClockThatWasSetBackDoesNotLengthenTheWaitAfterAFailure() throws Exception {
        try (DeliveryStream stream = open(SETTINGS, Functions.identity())) {
            s3.deleteBucket();
            put(stream, update(1));
            clock.advance(INTERVAL);
            stream.tick();
            s3.createBucket();

            clock.advance(Duration.ofMinutes(-15));
            stream.tick();

            assertThat(landed()).containsExactly("1");
        }
    }

    @Test
    void whatWasUploadedBeforeAFailureIsNotUploadedAgain() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        DeliveryListener refusing = new DeliveryListener() {
            @Override
            public void partitionNeeded(LocalDate day) {
                if (refusals.getAndDecrement() > 0) {
                    throw new IllegalStateException("the catalog is away");
                }
            }

            @Override
            public void delivered(DeliveryCounts counts) {}
        };
        try (DeliveryStream stream = DeliveryStream.openWithoutTimer(
                SETTINGS, temporary.resolve("journal"), s3.client(), Functions.identity(), clock, refusing)) {
            put(stream, update(1));
            assertThatThrownBy(stream::flush)
                    .isInstanceOf(DeliveryFailedException.class)
                    .hasMessageContaining("the catalog is away");
            assertThat(s3.keys("raw/")).hasSize(1);
            assertThatThrownBy(stream::flush).hasMessageContaining("attempt 2");

            stream.flush();

            assertThat(s3.keys("raw/")).hasSize(1);
            assertThat(landed()).containsExactly("1");
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAKillIsDeliveredByTheNextRun() throws Exception {
        Path killed = temporary.resolve("killed");
        try (DeliveryStream stream = open(SETTINGS, Functions.identity())) {
            put(
                    stream,
                    IntStream.range(0, 100).mapToObj(DeliveryStreamTest::update).toArray(String[]::new));
            s3.deleteBucket();
            assertThatThrownBy(stream::flush).isInstanceOf(DeliveryFailedException.class);
            put(stream, update(100));
            copy(temporary.resolve("journal"), killed);
            s3.createBucket();
        }
        assertThat(landed()).hasSize(101);
        s3.keys("")
                .forEach(key -> s3.client()
                        .deleteObject(request -> request.bucket(Lake.BUCKET).key(key)));

        try (DeliveryStream next =
                DeliveryStream.openWithoutTimer(SETTINGS, killed, s3.client(), Functions.identity(), clock, listener)) {
            assertThat(next.counts().bufferedRecords()).isEqualTo(101);
            clock.advance(INTERVAL);
            next.tick();
        }

        assertThat(landed()).hasSize(101).doesNotHaveDuplicates().contains("0", "100");
        assertThat(s3.lines("raw/")).hasSize(101);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void closingDeliversWhatIsBuffered() throws Exception {
        DeliveryStream stream = open(SETTINGS, Functions.identity());
        put(stream, update(1));

        stream.close();

        assertThat(landed()).containsExactly("1");
        assertThatThrownBy(() -> put(stream, update(2))).isInstanceOf(JournalUnavailableException.class);
        try (DeliveryStream next = open(SETTINGS, Functions.identity())) {
            assertThat(next.counts().bufferedRecords()).isZero();
        }
    }

    @Test
    void closingDoesNotWaitForeverAndLeavesTheRestInTheJournal() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TransformFunction endless = event -> {
            try {
                new CountDownLatch(1).await();
                return event;
            } finally {
                interrupted.countDown();
            }
        };
        DeliveryStream stream = open(SETTINGS, endless);
        put(stream, update(1));

        stream.close(Duration.ofSeconds(2)); // enough for the flush to reach the function

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(s3.keys("")).isEmpty();
        try (DeliveryStream next = open(SETTINGS, Functions.identity())) {
            next.flush();
        }
        assertThat(landed()).containsExactly("1");
    }

    @Test
    void theTimerDeliversByItself() throws Exception {
        CountDownLatch delivered = new CountDownLatch(1);
        DeliveryListener waiting = new DeliveryListener() {
            @Override
            public void partitionNeeded(LocalDate day) {}

            @Override
            public void delivered(DeliveryCounts counts) {
                delivered.countDown();
            }
        };
        DeliveryStreamSettings atOnce = SETTINGS.with(DeliveryStreamSettings.Buffering.every(Duration.ZERO));
        try (DeliveryStream stream = DeliveryStream.open(
                atOnce, temporary.resolve("journal"), s3.client(), Functions.identity(), clock, waiting)) {
            put(stream, update(1));

            assertThat(delivered.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(landed()).containsExactly("1");
        }
    }

    @Test
    void anUnknownPrefixExpressionIsRefusedAtOpenAndFreesTheJournal() throws Exception {
        DeliveryStreamSettings wrong = SETTINGS.with(
                new DeliveryStreamSettings.Prefixes("updates/!{partitionKeyFromQuery:dt}/", "raw/", "errors/"));

        assertThatThrownBy(() -> open(wrong, Functions.identity()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partitionKeyFromQuery:dt");
        open(SETTINGS, Functions.identity()).close();
    }

    @Test
    void prefixesWithExpressionsNeedAnErrorPrefix() {
        DeliveryStreamSettings wrong =
                SETTINGS.with(new DeliveryStreamSettings.Prefixes("updates/!{timestamp:yyyy}/", "raw/", ""));

        assertThatThrownBy(() -> open(wrong, Functions.identity())).hasMessageContaining("error output prefix");
    }
}
