package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.DAY;
import static dev.telegramlake.compaction.Days.NOW;
import static dev.telegramlake.compaction.Days.landing;
import static dev.telegramlake.compaction.Days.manifest;
import static dev.telegramlake.compaction.Days.part;
import static dev.telegramlake.compaction.Days.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LakeDaysTest {
    private static final Manifest COMMIT = manifest(1, "r1", null, NOW, List.of(landing("a")), null);

    private final MemoryBucket bucket = new MemoryBucket();
    private final LakeDays days = new LakeDays(bucket, "lake");

    @Test
    void theRowsOfADayAreInItsRunAndInWhatLandedSince() {
        bucket.put(landing("a").key())
                .put(landing("late").key())
                .put(part("r1").key())
                .commit(COMMIT);

        assertThat(days.files(DAY))
                .containsExactly(part("r1").key(), landing("late").key());
        assertThat(days.files(DAY.plusDays(1))).isEmpty();
    }

    @Test
    void aDayIsThereWhereverAnythingOfItIs() {
        bucket.put("updates/dt=2026-03-05/a")
                .put("imports/dt=2024-12-31/history")
                .put("compacted/dt=2026-03-01/run=r1/part-00000.parquet")
                .put("compacted/dt=2026-03-01/run=r1/part-00001.parquet")
                .put("compacted/notes/read.me")
                .put("raw/dt=2020-01-01/a");

        assertThat(days.days())
                .containsExactly(DAY.withYear(2024).withMonth(12).withDayOfMonth(31), DAY, DAY.withDayOfMonth(5));
    }

    @Test
    void onlyADayWithRowsTwiceHasReplacedFiles() {
        bucket.put(landing("a").key()).put(part("r1").key()).commit(COMMIT).put("updates/dt=2026-03-05/a");

        assertThat(days.withReplacedFiles()).containsExactly(DAY);
    }

    @Test
    void aChangeIsMadeOnTheDaysThatCommittedIt() {
        bucket.commit(with(COMMIT, "mend"));

        assertThat(days.isMade(DAY, "mend")).isTrue();
        assertThat(days.isMade(DAY, "another")).isFalse();
        assertThat(days.isMade(DAY.plusDays(1), "mend")).isFalse();
    }
}
