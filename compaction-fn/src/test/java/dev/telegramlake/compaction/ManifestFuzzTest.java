package dev.telegramlake.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;

/// Manifests as the bucket has them, damaged in any way.
final class ManifestFuzzTest {
    @FuzzTest
    void whatIsReadIsWholeAndIsWrittenAsItWasRead(byte[] bytes) throws IOException {
        Manifest manifest;
        try {
            manifest = Manifest.read(bytes);
        } catch (IOException damaged) {
            return;
        }
        assertThat(manifest.engine()).isNotNull();
        assertThat(manifest.generation()).isPositive();
        assertThat(manifest.inputs()).allSatisfy(file -> assertThat(file.key()).isNotNull());
        assertThat(manifest.inputs()).allSatisfy(file -> assertThat(file.etag()).isNotNull());
        assertThat(manifest.outputs()).allSatisfy(file -> assertThat(file.key()).isNotNull());
        assertThat(manifest.outputs())
                .allSatisfy(file -> assertThat(file.etag()).isNotNull());
        assertThat(manifest.setAside())
                .allSatisfy(file -> assertThat(file.key()).isNotNull());
        assertThat(manifest.rowsOut()).isEqualTo(manifest.rowsIn() - manifest.duplicates());
        assertThat(new DayState(manifest.day(), List.of(), List.of(), List.of(manifest)).location())
                .isEqualTo(new DayFolders(manifest.day()).run(manifest.run()));

        byte[] written = Json.bytes(manifest);
        assertThat(Manifest.read(written)).isEqualTo(manifest);
        assertThat(Json.bytes(Manifest.read(written))).isEqualTo(written);
    }
}
