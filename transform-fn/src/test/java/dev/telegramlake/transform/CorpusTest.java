package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Real updates, which are nobody's to publish: `-Dcorpus=DIR` names a folder with `*.ndjson` files, an update a line.
@EnabledIfSystemProperty(named = "corpus", matches = ".+", disabledReason = "-Dcorpus=DIR names no folder of updates")
final class CorpusTest {
    @Test
    void everyLineGivesTheRowThatTheTreeGives() throws Exception {
        UpdateFlattener flattener = new UpdateFlattener();
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("corpus", "")))) {
            files = all.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }

        assertThat(files).isNotEmpty();
        for (Path file : files) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                byte[] update = line.getBytes(StandardCharsets.UTF_8);

                FlatUpdate flat = flattener.flatten(update, Fixture.ARRIVAL);

                assertThat(Json.object(flat.json()))
                        .as("%s, line %d", file, number)
                        .isEqualTo(Json.object(Json.bytes(
                                TreeFlattener.flatten(update, Fixture.ARRIVAL).orElseThrow())));
            }
        }
    }
}
