package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DataDictionaryTest {
    /// Tests run in the folder of their module.
    private static final Path FILE = Path.of("..", "docs", "columns.md");

    @Test
    void theDataDictionaryIsWhatTheSchemaSays() throws IOException {
        String page = new DataDictionary().page();
        if (Boolean.getBoolean("columns.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, page);
        }

        assertThat(FILE)
                .as("docs/columns.md is not what the schema says; to write it anew, run:%n"
                        + "mvn -pl transform-fn -am test -Dtest=DataDictionaryTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dcolumns.write=true")
                .hasContent(page);
    }
}
