package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputsTest {
    @TempDir
    Path project;

    @Test
    void eachModulesZipIsFound() throws IOException {
        for (FunctionSpec function : FunctionSpec.values()) {
            build(function.module());
        }

        assertThat(Inputs.from(name -> name.equals("project") ? project : null).zips())
                .containsEntry(FunctionSpec.WEBHOOK, project.resolve("webhook-fn/target/webhook-fn.zip"))
                .hasSize(FunctionSpec.values().length);
    }

    @Test
    void aModuleThatIsNotBuiltIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> Inputs.in(project))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhook-fn.zip is missing. Run: mvn package");
    }

    private void build(String module) throws IOException {
        Path target = Files.createDirectories(project.resolve(module).resolve("target"));
        Files.createFile(target.resolve(module + ".zip"));
    }
}
