package dev.telegramlake.local.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/// Does to a pipeline whatever can happen to it, one thing after another, by the dice of a seed.
final class Adversary {
    /// S3 is called least often, and most is lost there.
    private static final List<String> SERVICES = List.of("s3", "s3", "s3", "firehose", "athena", "webhook");

    private final PipelineUnderTest pipeline;
    private final Compactions compactions;
    private final SettableClock clock;
    private final FaultCounts counts;
    private final SplittableRandom random;
    private final LocalDate firstDay;

    /// @param firstDay of the pipeline's clock, which goes as far as the next one: Telegram sends an update again
    ///                 for a day, so that it comes on two days at the most, one after the other
    Adversary(
            PipelineUnderTest pipeline,
            Compactions compactions,
            SettableClock clock,
            FaultCounts counts,
            LocalDate firstDay,
            SplittableRandom random) {
        this.pipeline = pipeline;
        this.compactions = compactions;
        this.clock = clock;
        this.counts = counts;
        this.firstDay = firstDay;
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
        if (random.nextInt(3) == 0) {
            pipeline.setClock(clock.offset().minusSeconds(1 + random.nextInt(900)));
            counts.struck(Fault.CLOCK_BACK);
        } else {
            boolean overMidnight = random.nextBoolean();
            int seconds = random.nextInt(3_600);
            boolean isFirstDay =
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).equals(firstDay);
            pipeline.setClock(
                    overMidnight && isFirstDay
                            ? clock.offsetAt(firstDay.plusDays(1).atTime(0, 31).plusSeconds(seconds))
                            : clock.offset().plusSeconds(1 + seconds / 6));
            counts.struck(Fault.CLOCK_FORWARD);
        }
    }
}
