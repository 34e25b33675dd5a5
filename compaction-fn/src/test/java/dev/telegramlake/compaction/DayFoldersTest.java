package dev.telegramlake.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DayFoldersTest {
    private final DayFolders folders = new DayFolders(LocalDate.of(2026, 3, 1));

    @Test
    void everyObjectOfADayHasItsPlace() {
        assertThat(folders.landing()).isEqualTo("updates/dt=2026-03-01/");
        assertThat(folders.imports()).isEqualTo("imports/dt=2026-03-01/");
        assertThat(folders.changedRows("mend")).isEqualTo("changes/dt=2026-03-01/mend/rows/");
        assertThat(folders.removedRows("mend")).isEqualTo("changes/dt=2026-03-01/mend/removed/");
        assertThat(folders.compacted()).isEqualTo("compacted/dt=2026-03-01/");
        assertThat(folders.part("r1", 3)).isEqualTo("compacted/dt=2026-03-01/run=r1/part-00003.parquet");
        assertThat(folders.manifest(12)).isEqualTo("compacted/dt=2026-03-01/manifest-00000012.json");
        assertThat(folders.unreadable()).isEqualTo("errors/compaction-unreadable/dt=2026-03-01/");
    }

    @Test
    void whatItNamesItKnows() {
        assertThat(DayFolders.isManifest(folders.manifest(12))).isTrue();
        assertThat(DayFolders.runOf(folders.part("r1", 0))).contains("r1");
        assertThat(DayFolders.dayOf(folders.landing())).contains(folders.day());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compacted/dt=2026-03-01/run=r1/part-00000.parquet",
                "compacted/dt=2026-03-01/manifest-1.json",
                "compacted/dt=2026-03-01/manifest-00000001.json.copy"
            })
    void anythingElseIsNoManifest(String key) {
        assertThat(DayFolders.isManifest(key)).isFalse();
    }

    @Test
    void whatIsInNoRunOrOfNoDayIsLeftOut() {
        assertThat(DayFolders.runOf(folders.manifest(1))).isEmpty();
        assertThat(DayFolders.dayOf("updates/notes/")).isEmpty();
        assertThat(DayFolders.dayOf("updates/dt=__HIVE_DEFAULT_PARTITION__/")).isEmpty();
    }
}
