package dev.telegramlake.cdk;

import dev.telegramlake.cdk.Template.Resource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnResource;

/// Makes templates for tests, without network and without an account. The zips are empty ones: their content is no
/// part of a template.
final class Synthesis {
    static final Path FIXTURES = Path.of("src/test/resources/analytics");

    private static @Nullable Template byDefault;

    private Synthesis() {}

    /// The template with default settings, made once.
    static synchronized Template byDefault() {
        Template template = byDefault;
        if (template == null) {
            template = changed(stack -> {});
            byDefault = template;
        }
        return template;
    }

    static Template with(Map<String, Object> context) {
        return app(context).synthesise();
    }

    /// With a change of the finished stack, as somebody could make it in code.
    static Template changed(Consumer<LakeStack> change) {
        LakeApp app = app(Map.of());
        change.accept(app.stack());
        return app.synthesise();
    }

    /// The resource with a type and a part of its path.
    static CfnResource resource(LakeStack stack, String type, String path) {
        return stack.getNode().findAll().stream()
                .filter(CfnResource.class::isInstance)
                .map(CfnResource.class::cast)
                .filter(resource -> resource.getCfnResourceType().equals(type)
                        && resource.getNode().getPath().contains(path))
                .findFirst()
                .orElseThrow();
    }

    /// The only resource of a type whose path has a part.
    static Resource only(String type, String path) {
        return byDefault().resources(type).stream()
                .filter(resource -> resource.path().contains(path))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    if (found.size() != 1) {
                        throw new AssertionError("%d resources %s with %s".formatted(found.size(), type, path));
                    }
                    return found.getFirst();
                }));
    }

    private static LakeApp app(Map<String, Object> context) {
        Node.require();
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "synthesis")), "stack");
            Path zip = emptyZip(folder.resolve("function.zip"));
            Inputs inputs = new Inputs(
                    Arrays.stream(FunctionSpec.values()).collect(Collectors.toMap(spec -> spec, spec -> zip)),
                    SqlFile.allIn(FIXTURES));
            return LakeApp.of(
                    AppProps.builder().outdir(folder.resolve("out").toString()),
                    StackSettings.from(context::get),
                    inputs);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static Path emptyZip(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("lib/"));
            zip.closeEntry();
        }
        return file;
    }
}
