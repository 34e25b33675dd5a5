package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.DAY;
import static dev.telegramlake.compaction.Days.NOW;
import static dev.telegramlake.compaction.Days.before;
import static dev.telegramlake.compaction.Days.landing;
import static dev.telegramlake.compaction.Days.manifest;
import static dev.telegramlake.compaction.Days.part;
import static dev.telegramlake.compaction.Days.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DayPlanTest {
    private static final long LIMIT = 1_000;

    @Test
    void aChangeIsMadeThoughNothingHasLanded() {
        DayPlan.Change change = new DayPlan.Change("mend", List.of(file("rows", 70)), List.of(file("removed", 30)));
        DayPlan plan = DayPlan.of(
                state(List.of(), List.of(part("run")), manifest(1, "run", null, NOW, List.of(), null)),
                before(),
                Optional.of(change),
                LIMIT);

        assertThat(plan.action()).isEqualTo(DayPlan.Action.COMPACT);
        assertThat(plan.changedFiles()).isEqualTo(change.rows());
        assertThat(plan.removedFiles()).isEqualTo(change.removed());
        assertThat(plan.bytes()).isEqualTo(plan.bytesIn() + 100);
    }

    @Test
    void aDayWithoutFilesHasNothingToDo() {
        assertThat(DayPlan.of(state(List.of(), List.of()), before(), Optional.empty(), LIMIT)
                        .action())
                .isEqualTo(DayPlan.Action.NOTHING);
    }

    @Test
    void aFirstCompactionTakesAllThatHasLanded() {
        DayPlan plan =
                DayPlan.of(state(List.of(landing("a"), landing("b")), List.of()), before(), Optional.empty(), LIMIT);

        assertThat(plan.action()).isEqualTo(DayPlan.Action.COMPACT);
        assertThat(plan.generation()).isEqualTo(1);
        assertThat(plan.sources())
                .extracting(DayPlan.DataFile::key)
                .containsExactly("updates/dt=2026-03-01/a", "updates/dt=2026-03-01/b");
    }

    @Test
    void whatAnyManifestHasIsNotNew() {
        DayState state = state(
                List.of(landing("a"), landing("b"), landing("c")),
                List.of(),
                manifest(1, "r1", null, NOW, List.of(landing("a")), null),
                manifest(2, "r2", "r1", NOW, List.of(landing("b")), null));

        DayPlan plan = DayPlan.of(state, before(), Optional.empty(), LIMIT);

        assertThat(plan.generation()).isEqualTo(3);
        assertThat(plan.newFiles()).containsExactly(landing("c"));
        assertThat(plan.sources())
                .extracting(DayPlan.DataFile::key)
                .containsExactly(part("r2").key(), landing("c").key());
    }

    @Test
    void nothingNewIsNothingToDo() {
        DayState state =
                state(List.of(landing("a")), List.of(), manifest(1, "r1", null, NOW, List.of(landing("a")), "before"));

        assertThat(DayPlan.of(state, before(manifest(1, "before", null, NOW, List.of(), null)), Optional.empty(), LIMIT)
                        .action())
                .isEqualTo(DayPlan.Action.NOTHING);
    }

    @Test
    void anotherRunOfTheDayBeforeIsAReasonToCompareAgain() {
        DayState state = state(List.of(), List.of(), manifest(1, "r1", null, NOW, List.of(landing("a")), "before"));

        DayPlan plan = DayPlan.of(
                state, before(manifest(2, "after", "before", NOW, List.of(), null)), Optional.empty(), LIMIT);

        assertThat(plan.action()).isEqualTo(DayPlan.Action.CHECK_AGAIN);
        assertThat(plan.before()).isEqualTo(new Manifest.DayBefore(2, "after"));
        assertThat(plan.beforeFolder()).isEqualTo("compacted/dt=2026-02-28/run=after/");
    }

    @Test
    void moreBytesThanTheLimitAreForAthena() {
        List<StoredObject> files = List.of(landing("a"), landing("b"));

        assertThat(DayPlan.of(state(files, List.of()), before(), Optional.empty(), 200)
                        .engine())
                .isEqualTo(Manifest.EngineName.DUCKDB);
        assertThat(DayPlan.of(state(files, List.of()), before(), Optional.empty(), 199)
                        .engine())
                .isEqualTo(Manifest.EngineName.UNLOAD);
    }

    @Test
    void theDayBeforeIsReadFromItsRunOrFromWhatHasLanded() {
        StoredObject yesterdays = new StoredObject("updates/dt=2026-02-28/a", 40, "etag", NOW);
        DayState landed = new DayState(DAY.minusDays(1), List.of(yesterdays), List.of(), List.of());
        DayState compacted = before(manifest(1, "r1", null, NOW, List.of(yesterdays), null));
        DayState today = state(List.of(landing("a")), List.of());

        DayPlan afterLanded = DayPlan.of(today, landed, Optional.empty(), LIMIT);
        DayPlan afterCompacted = DayPlan.of(today, compacted, Optional.empty(), LIMIT);

        assertThat(afterLanded.beforeFiles()).extracting(DayPlan.DataFile::key).containsExactly(yesterdays.key());
        assertThat(afterLanded.bytes()).isEqualTo(140);
        assertThat(afterCompacted.beforeFiles())
                .extracting(DayPlan.DataFile::key)
                .containsExactly(part("r1").key());
        assertThat(afterCompacted.bytes()).isEqualTo(200);
    }

    private static DayPlan.DataFile file(String key, long size) {
        return new DayPlan.DataFile(key, size, "etag");
    }
}
