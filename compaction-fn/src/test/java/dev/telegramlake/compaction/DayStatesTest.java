package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.DAY;
import static dev.telegramlake.compaction.Days.NOW;
import static dev.telegramlake.compaction.Days.landing;
import static dev.telegramlake.compaction.Days.manifest;
import static dev.telegramlake.compaction.Days.part;
import static dev.telegramlake.compaction.Days.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DayStatesTest {
    private static final Manifest FIRST = manifest(1, "r1", null, NOW, List.of(landing("a")), null);
    private static final Manifest SECOND = manifest(2, "r2", "r1", NOW, List.of(landing("b")), null);

    private final MemoryBucket bucket = new MemoryBucket();
    private final DayStates states = new DayStates(new LakeBucket(bucket, "lake"));

    @Test
    void aDayIsWhatLandedThenWhatWasImportedWithItsManifestsOldestFirst() {
        bucket.put("updates/dt=2026-03-01/a")
                .put("updates/dt=2026-03-01/b")
                .put("updates/dt=2026-03-02/of-another-day")
                .put("imports/dt=2026-03-01/history")
                .put(part("r2").key())
                .commit(SECOND)
                .commit(FIRST);

        DayState state = states.read(DAY);

        assertThat(state.landing())
                .extracting(StoredObject::key)
                .containsExactly("updates/dt=2026-03-01/a", "updates/dt=2026-03-01/b", "imports/dt=2026-03-01/history");
        assertThat(state.compacted())
                .extracting(StoredObject::name)
                .containsExactly("manifest-00000001.json", "manifest-00000002.json", "part-00000.parquet");
        assertThat(state.manifests()).containsExactly(FIRST, SECOND);
    }

    @Test
    void whatAthenaDoesNotReadIsNotOfTheDay() {
        bucket.put("updates/dt=2026-03-01/")
                .put("updates/dt=2026-03-01/.hidden")
                .put("updates/dt=2026-03-01/_SUCCESS")
                .put("updates/dt=2026-03-01/read_.me");

        assertThat(states.read(DAY).landing())
                .extracting(StoredObject::key)
                .containsExactly("updates/dt=2026-03-01/read_.me");
    }

    @Test
    void aStagedChangeIsItsRowsAndWhatItTakesOut() {
        String rows = LakeDays.changedRows(DAY, "mend", 0);
        String removed = LakeDays.removedRows(DAY, "mend", 0);
        bucket.put(rows);
        assertThat(change("mend")).isEqualTo(new DayPlan.Change("mend", List.of(file(rows)), List.of()));

        bucket.put(removed);
        assertThat(change("mend")).isEqualTo(new DayPlan.Change("mend", List.of(file(rows)), List.of(file(removed))));

        bucket.put(LakeDays.removedRows(DAY, "forget", 7));
        assertThat(change("forget").removed())
                .extracting(DayPlan.DataFile::key)
                .containsExactly("changes/dt=2026-03-01/forget/removed/part-00007.parquet");
    }

    @Test
    void aChangeThatIsNotStagedOrIsMadeIsNone() {
        bucket.put(LakeDays.changedRows(DAY, "mend", 0)).commit(with(FIRST, "mend"));

        assertThat(states.change("mend", states.read(DAY))).isEmpty();
        assertThat(states.change("another", states.read(DAY))).isEmpty();
    }

    @Test
    void theNewestRunIsThatOfTheLastManifest() {
        bucket.put("compacted/dt=2026-03-01/manifest-00000003.json.copy")
                .commit(FIRST)
                .commit(SECOND);

        assertThat(states.newestRun(DAY)).isEqualTo("r2");
        assertThatThrownBy(() -> states.newestRun(DAY.plusDays(1)))
                .isInstanceOf(CompactionFailedException.class)
                .hasMessage("The manifests of 2026-03-02 are gone");
    }

    @Test
    void aDamagedManifestIsNamed() {
        bucket.put("compacted/dt=2026-03-01/manifest-00000001.json", "{\"format\"".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> states.read(DAY))
                .isInstanceOf(CompactionFailedException.class)
                .hasMessageContaining(
                        "The manifest s3://lake/compacted/dt=2026-03-01/manifest-00000001.json cannot be read");
    }

    private DayPlan.Change change(String change) {
        return states.change(change, states.read(DAY)).orElseThrow();
    }

    private static DayPlan.DataFile file(String key) {
        return new DayPlan.DataFile(key, key.length(), "etag of " + key);
    }
}
