package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlFileTest {
    @TempDir
    Path folder;

    @Test
    void viewsComeFirstAndTheFirstLinesGiveTitleAndQuestion() {
        assertThat(SqlFile.allIn(Synthesis.FIXTURES))
                .extracting(SqlFile::name, SqlFile::title, SqlFile::question, SqlFile::view)
                .containsExactly(
                        tuple("messages", "View messages", null, true),
                        tuple("busy-hours", "Busy hours", "When is the group busy?", false),
                        tuple("untitled", "untitled", null, false));
    }

    @Test
    void aViewIsNamedAsItsFile() throws IOException {
        Path file = Files.createDirectory(folder.resolve("views")).resolve("members.sql");
        Files.writeString(file, "CREATE OR REPLACE VIEW updates AS SELECT 1 AS a");

        assertThatThrownBy(() -> SqlFile.allIn(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + " must hold CREATE OR REPLACE VIEW members AS");
    }

    @Test
    void withoutTheFolderThereAreNoQueries() {
        assertThat(SqlFile.allIn(folder.resolve("missing"))).isEmpty();
        assertThat(SqlFile.allIn(folder)).isEmpty();
    }
}
