package dev.telegramlake.compaction;

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
        DayPlan.Change change =
                new DayPlan.Change("mend", List.of(new DayPlan.DataFile("rows", 70, "etag")), List.of());
        DayPlan plan = DayPlan.of(
                state(List.of(), List.of(part("run")), manifest(1, "run", null, NOW, List.of(), null)),
                before(),
                Optional.of(change),
                LIMIT);

        assertThat(plan.action()).isEqualTo(DayPlan.Action.COMPACT);
        assertThat(plan.changedFiles()).isEqualTo(change.rows());
        assertThat(plan.bytes()).isEqualTo(plan.bytesIn() + 70);
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
}
