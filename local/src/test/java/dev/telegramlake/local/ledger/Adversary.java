package dev.telegramlake.local.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/// Does to a pipeline whatever can happen to it, one thing after another, by the dice of a seed.
final class Adversary {
    /// S3 is called least often, and most is lost there.
    private static final List<String> SERVICES = List.of("s3", "s3", "s3", "firehose", "athena", "webhook");

    /// Telegram sends an update again for a day: it comes on two days at the most, one after the other.
    private static final int MOST_MIDNIGHTS = 1;

    private final PipelineUnderTest pipeline;
    private final Compactions compactions;
    private final SettableClock clock;
    private final FaultCounts counts;
    private final SplittableRandom random;
    private int midnights;

    Adversary(
            PipelineUnderTest pipeline,
            Compactions compactions,
            SettableClock clock,
            FaultCounts counts,
            SplittableRandom random) {
        this.pipeline = pipeline;
        this.compactions = compactions;
        this.clock = clock;
        this.counts = counts;
        this.random = random;
    }

    /// Rages while the pipeline runs for so long, kills it as often, and leaves it running, unharmed from then on.
    void rage(Duration time, int kills) throws IOException, InterruptedException {
        long slice = time.toNanos() / (kills + 1);
        for (int life = 0; life <= kills; life++) {
            long end = System.nanoTime() + slice / 2 + random.nextLong(slice);
            while (System.nanoTime() < end) {
                Thread.sleep(50 + random.nextInt(250));
                strike();
            }
            if (life < kills) {
                kill();
            }
        }
        pipeline.calm();
    }

    private void kill() throws IOException, InterruptedException {
        if (random.nextInt(4) == 0) {
            pipeline.fillDisk(random.nextInt(64 << 10));
            Thread.sleep(random.nextInt(500));
        }
        pipeline.kill();
        counts.struck(Fault.KILL);
        if (random.nextInt(4) == 0) {
            Thread starting = Thread.ofVirtual().start(() -> {
                try {
                    pipeline.start();
                } catch (IOException killed) {
                    // as it should be
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            Thread.sleep(500 + random.nextInt(2_000));
            pipeline.kill();
            counts.struck(Fault.KILL);
            starting.join();
        }
        pipeline.start();
    }

    private void strike() throws IOException, InterruptedException {
        int dice = random.nextInt(100);
        if (dice < 62) {
            FaultProxy.Trouble[] troubles = FaultProxy.Trouble.values();
            pipeline.proxy(SERVICES.get(random.nextInt(SERVICES.size())))
                    .make(troubles[random.nextInt(troubles.length)], 50 + random.nextInt(900));
        } else if (dice < 74) {
            compactions.one();
        } else if (dice < 82) {
            compactions.two();
        } else if (dice < 90) {
            pipeline.fillDisk(random.nextInt(3) == 0 ? 0 : random.nextInt(64 << 10));
            Thread.sleep(200 + random.nextInt(1_000));
            counts.struck(Fault.DISK_FULL, pipeline.freeDisk());
        } else {
            moveClock();
        }
    }

    private void moveClock() {
        Duration offset = clock.offset();
        if (random.nextInt(3) == 0) {
            pipeline.setClock(offset.minusSeconds(1 + random.nextInt(900)));
            counts.struck(Fault.CLOCK_BACK);
        } else if (midnights < MOST_MIDNIGHTS && random.nextBoolean()) {
            midnights++;
            pipeline.setClock(toTomorrow(clock, LocalTime.of(0, 31).plusSeconds(random.nextInt(3600)), offset));
            counts.struck(Fault.CLOCK_FORWARD);
        } else {
            pipeline.setClock(offset.plusSeconds(1 + random.nextInt(600)));
            counts.struck(Fault.CLOCK_FORWARD);
        }
    }

    /// The offset at which it is a time of the next day.
    static Duration toTomorrow(SettableClock clock, LocalTime time, Duration offset) {
        Instant now = clock.instant();
        LocalDate tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        return offset.plus(Duration.between(now, tomorrow.atTime(time).toInstant(ZoneOffset.UTC)));
    }
}
