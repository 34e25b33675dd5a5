package dev.telegramlake.local.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Queries that run while a partition is switched.
final class CompactionReadersTest {
    private static final int COMPACTIONS = 50;

    @RegisterExtension
    static final CompactionLab LAB = new CompactionLab();

    /// What a reader got, and between which compactions it asked.
    private record Answer(List<String> row, int from, int to) {}

    @Test
    void everyAnswerIsTheOneBeforeACompactionOrTheOneAfterIt() throws Exception {
        LocalDate day = LAB.yesterday();
        LAB.landing().land(day, "0000", Landing.updates(1, 10, 0));
        LAB.register(day);
        AtomicInteger compactions = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    int from = compactions.get();
                    List<String> row = LAB.athena()
                            .rows("SELECT count(*), count(DISTINCT update_id), sum(update_id) FROM updates")
                            .getFirst();
                    answers.add(new Answer(row, from, compactions.get()));
                }
            }));
        }
        for (int i = 0; i < COMPACTIONS; i++) {
            LAB.compact("{}", Map.of("LOOKBACK_DAYS", "1"));
            compactions.incrementAndGet();
            // ten updates more, five of them again
            LAB.landing().land(day, "late" + i, Landing.updates(6 + i * 5L, 10, 60 + i));
        }
        over.set(true);
        for (Thread reader : readers) {
            reader.join();
        }

        System.out.printf("%d answers during %d compactions%n", answers.size(), COMPACTIONS);
        assertThat(answers)
                .hasSizeGreaterThan(COMPACTIONS)
                .allSatisfy(answer -> assertThat(answer.row())
                        .isIn(LongStream.rangeClosed(answer.from(), answer.to() + 1L)
                                .mapToObj(CompactionReadersTest::rightAfter)
                                .toList()));
        assertThat(answers.stream().map(Answer::row).distinct().count()).isGreaterThan(COMPACTIONS / 2);
    }

    /// The first compaction changes nothing that a query can see; each later one brings five updates more.
    private static List<String> rightAfter(long compactions) {
        long updates = 10 + 5 * Math.max(0, compactions - 1);
        String count = String.valueOf(updates);
        return List.of(count, count, String.valueOf(updates * (updates + 1) / 2));
    }
}
