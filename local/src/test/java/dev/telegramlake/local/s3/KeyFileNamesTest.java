package dev.telegramlake.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFileNamesTest {
    private static final String UUID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            ".",
            "..",
            "/",
            "//",
            "%",
            "%-",
            "-",
            "%2F",
            "%2E",
            ".x",
            "x.y",
            UUID,
            "=",
            " ",
            "\\",
            "\n",
            "\0",
            "\u007f",
            "é",
            "😀",
            ":",
            "*",
            "?",
            "\"",
            "<",
            ">",
            "|",
            "~",
            "con",
            "2026-11-01",
            "dt=2026-11-01");

    /// What the pipeline writes, today and in data folders that are there already.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "updates/dt=2026-11-01/telegram-updates-1-2026-11-01-10-00-00-" + UUID + ".parquet",
                "raw/dt=2026-11-01/telegram-updates-1-2026-11-01-00-00-00-" + UUID,
                "errors/processing-failed/dt=2026-11-01/telegram-updates-1-2026-11-01-00-00-00-" + UUID,
                "errors/compaction-unreadable/dt=2026-11-01/x.parquet",
                "compacted/dt=2026-11-01/run=20261102T030000Z-0f8fad5b/part-00000.parquet",
                "compacted/dt=2026-11-01/run=20261102T030000Z-0f8fad5b/20261102_030001_00007_abcde_" + UUID,
                "compacted/dt=2026-11-01/manifest-00000001.json",
                "imports/dt=2026-11-01/20261102T030000Z-0f8fad5b.parquet",
                "changes/dt=2026-11-01/20261102T030000Z-0f8fad5b/rows/rows.parquet",
                "athena-results/" + UUID + ".csv",
                "athena-results/" + UUID + ".csv.metadata",
                "athena-results/" + UUID + ".txt"
            })
    void whatThePipelineWritesHasThePathThatItsKeySays(String key) {
        assertThat(KeyFileNames.encode(key)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "a,         a%",
        "a/b,       a/b%",
        "a/b.c,     a/b.c",
        "a.b/c,     a.b%-/c%",
        "a/,        a/%",
        "/a,        %-/a%",
        "/,         %-/%",
        "a//b.c,    a/%-/b.c",
        "./x.y,     %2E/x.y",
        "../x.y,    %2E.%-/x.y",
        "a/../b.c,  a/%2E.%-/b.c",
        ".hidden,   %2Ehidden%",
        "%2F.x,     %252F.x",
        "/etc/passwd, %-/etc/passwd%",
        "a b.c,     a b.c",
        "é.txt,     %C3%A9.txt",
    })
    void aKeyThatIsNotSoPlainHasAnEncodedName(String key, String name) {
        assertThat(KeyFileNames.encode(key)).isEqualTo(name);
        assertThat(decoded(name)).isEqualTo(key);
    }

    @Test
    void everyKeyHasANameOfItsOwnThatGivesItBack() {
        Random random = new Random(20261101);
        Map<String, String> keys = new HashMap<>();
        Path bucket = Path.of("/data/s3/telegram-lake");
        for (int i = 0; i < 100_000; i++) {
            String key = key(random);
            String name = KeyFileNames.encode(key);

            assertThat(decoded(name)).isEqualTo(key);
            assertThat(keys.merge(name, key, (first, second) -> first)).isEqualTo(key);
            Path file = bucket.resolve(name);
            assertThat(file.normalize().equals(file) && file.startsWith(bucket) && !file.equals(bucket))
                    .as(name)
                    .isTrue();
        }
        // No file is where another's folder is.
        keys.keySet().forEach(name -> {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                assertThat(keys).doesNotContainKey(name.substring(0, slash));
            }
        });
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            key.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return key.toString();
    }

    static String decoded(String name) {
        StringBuilder key = new StringBuilder();
        for (String part : name.split("/", -1)) {
            KeyFileNames.Part decoded = KeyFileNames.decode(part).orElseThrow();
            key.append(decoded.text()).append(decoded.isFolder() ? "/" : "");
        }
        return key.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".x", ".mpus-1", "%", "%-", "a%2", "%zz", "%2f.x", "%41.x", "a.b%", "a%-", "é.x", "%FF.x", "a:b.x"
            })
    void aNameThatNoKeyHasIsNoObject(String name) {
        boolean isMark = name.equals("%") || name.equals("%-");
        assertThat(KeyFileNames.decode(name).isPresent()).isEqualTo(isMark);
    }

    @Test
    void aKeyHasAsManyBytesAsOnS3() {
        String longest = "é/".repeat(341) + "x";

        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(1024);
        assertThat(decoded(KeyFileNames.encode(longest))).isEqualTo(longest);
        assertThatThrownBy(() -> KeyFileNames.encode(longest + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("1024", "1025");
        assertThatThrownBy(() -> KeyFileNames.encode("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartHasAsManyBytesAsAFileName() {
        assertThat(KeyFileNames.encode("x".repeat(254))).hasSize(255);
        assertThatThrownBy(() -> KeyFileNames.encode("x".repeat(255)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("255", "256");
    }
}
