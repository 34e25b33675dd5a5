package dev.telegramlake.cdk;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is delivered: its bills of materials, and its zips.
final class DeliveredFilesTest {
    /// As SPDX names them, or as their authors do. A new one is a decision: look at what it asks for.
    private static final Set<String> OF_FUNCTIONS =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause");

    /// What runs on one machine besides: libraries that are used as they are.
    private static final Set<String> OF_ONE_MACHINE = Set.of("EPL-2.0", "CC0-1.0", "Public Domain", "The Go license");

    @ParameterizedTest
    @ValueSource(strings = {"webhook-fn", "transform-fn", "compaction-fn", "local"})
    void everythingDeliveredHasALicenceThatIsAllowed(String module) throws IOException {
        Path bill = built(module, "bom.json");
        JsonNode components = new ObjectMapper().readTree(bill.toFile()).path("components");

        assertThat(components).isNotEmpty();
        for (JsonNode component : components) {
            assertThat(licences(component))
                    .as("licences of %s", component.path("purl").asText())
                    .anyMatch(licence -> OF_FUNCTIONS.contains(licence)
                            || (module.equals("local") && OF_ONE_MACHINE.contains(licence)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBillNamesEveryJarOfTheZip(FunctionSpec function) throws IOException {
        JsonNode components = new ObjectMapper()
                .readTree(built(function.module(), "bom.json").toFile())
                .path("components");
        Set<String> named = components
                .valueStream()
                .map(component -> component.path("name").asText() + "-"
                        + component.path("version").asText())
                .collect(toSet());
        try (ZipFile zip = zip(function)) {
            assertThat(zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".jar")))
                    .isNotEmpty()
                    .allMatch(jar -> jar.startsWith("lib/" + function.module())
                            || named.stream().anyMatch(name -> jar.startsWith("lib/" + name)));
        }
    }

    /// `build/reproducible.sh` builds twice and compares; what differs from build to build is looked for here.
    @ParameterizedTest
    @EnumSource
    void nothingInAZipIsOfTheMachineOrTheHour(FunctionSpec function) throws IOException {
        try (ZipFile zip = zip(function)) {
            List<? extends ZipEntry> entries = zip.stream().toList();

            assertThat(entries).allMatch(entry -> entry.getTimeLocal().equals(LocalDateTime.of(2026, 1, 1, 0, 0)));
        }
    }

    private static ZipFile zip(FunctionSpec function) throws IOException {
        return new ZipFile(built(function.module(), function.module() + ".zip").toFile());
    }

    private static Path built(String module, String file) {
        Path built = Path.of("..", module, "target", file);
        assumeTrue(Files.exists(built), "%s of %s is not built".formatted(file, module));
        return built;
    }

    private static List<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(each -> each.has("expression")
                        ? each.path("expression").asText()
                        : each.path("license")
                                .path(each.path("license").has("id") ? "id" : "name")
                                .asText())
                .toList();
    }
}
