package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.NOW;
import static dev.telegramlake.compaction.Days.landing;
import static dev.telegramlake.compaction.Days.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManifestTest {
    @Test
    void itIsWrittenAsTheDocumentationSays() {
        assertThat(new String(
                        Json.bytes(manifest(2, "r2", "r1", NOW, List.of(landing("a")), "before")),
                        StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"format":1,"day":"2026-03-01","generation":2,"run":"r2","created":"2026-03-10T00:30:00Z",\
                        "engine":"duckdb","inputs":[{"key":"updates/dt=2026-03-01/a","size":100,\
                        "etag":"etag of updates/dt=2026-03-01/a","rows":10}],"replaces":"r1",\
                        "outputs":[{"key":"compacted/dt=2026-03-01/run=r2/part-00000.parquet","size":100,\
                        "etag":"etag of compacted/dt=2026-03-01/run=r2/part-00000.parquet","rows":10}],\
                        "rowsIn":12,"duplicates":2,"rowsOut":10,"setAside":[],\
                        "dayBefore":{"generation":1,"run":"before"}}""");
    }

    @Test
    void itIsReadAsItWasWritten() throws IOException {
        Manifest manifest = manifest(1, "r1", null, NOW, List.of(landing("a")), null);

        assertThat(Json.MAPPER.readValue(Json.bytes(manifest), Manifest.class)).isEqualTo(manifest);
    }

    @Test
    void aFormatOfALaterVersionIsRefused() {
        String later = new String(Json.bytes(manifest(1, "r1", null, NOW, List.of(), null)), StandardCharsets.UTF_8)
                .replace("\"format\":1", "\"format\":2");

        assertThatThrownBy(() -> Json.MAPPER.readValue(later, Manifest.class))
                .hasMessageContaining("has format 2; known is 1");
    }

    @Test
    void whatIsNullIsNoManifest() {
        assertThatThrownBy(() -> Manifest.read("null".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("The manifest is null");
    }

    @Test
    void itsBytesAreThoseOfItsFiles() {
        assertThat(manifest(1, "r1", null, NOW, List.of(landing("a"), landing("b")), null)
                        .bytesOut())
                .isEqualTo(100);
    }
}
