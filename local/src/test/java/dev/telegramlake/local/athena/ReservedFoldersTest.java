package dev.telegramlake.local.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReservedFoldersTest {
    private final ReservedFolders reserved = new ReservedFolders(
            "lake", List.of("updates/", "compacted/"), Pattern.compile("compacted/dt=[0-9-]{10}/run=[0-9a-z]+/"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://lake/updates",
                "s3://lake/updates/",
                "s3://lake/updates/dt=2026-09-01/",
                "s3://lake/updates//",
                "s3://lake//updates/",
                "s3://lake/./updates/",
                "s3://lake/results/../updates/",
                "s3://lake/../updates/",
                "s3://lake/%75pdates/",
                "s3://lake/%2575pdates/",
                "s3://lake/results%2F..%2Fupdates/",
                "s3://lake/%2e/updates/",
                "s3://lake/UPDATES/",
                "s3://lake/compacted/",
                "s3://lake/compacted/dt=2026-09-01/",
                "s3://lake/compacted/dt=2026-09-01/run=1/more/",
                "s3://lake/compacted/dt=2026-09-01/%72un=1/",
                "s3://lake/compacted/dt=2026-09-01/run=1/../",
            })
    void neitherResultsNorUnloadedFilesGoThere(String location) {
        URI folder = S3Folder.of(location).orElseThrow();

        assertThat(reserved.hold(folder)).isTrue();
        assertThat(reserved.mayUnloadTo(folder)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://lake/",
                "s3://lake/athena-results/",
                "s3://lake/my-updates/",
                "s3://lake/updates-of-mine/",
                "s3://lake/results/updates/",
                "s3://other/updates/",
            })
    void otherFoldersAreFree(String location) {
        URI folder = S3Folder.of(location).orElseThrow();

        assertThat(reserved.hold(folder)).isFalse();
        assertThat(reserved.mayUnloadTo(folder)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://lake/compacted/dt=2026-09-01/run=1/", "s3://lake/compacted/dt=2026-09-01/run=1"})
    void theFolderOfARunIsForUnloadAlone(String location) {
        URI folder = S3Folder.of(location).orElseThrow();

        assertThat(reserved.hold(folder)).isTrue();
        assertThat(reserved.mayUnloadTo(folder)).isTrue();
    }
}
