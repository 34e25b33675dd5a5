package dev.telegramlake.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files that the stack is made of.
///
/// @param zips    the code of each function
/// @param queries the SQL of `analytics/`
record Inputs(Map<FunctionSpec, Path> zips, List<SqlFile> queries) {
    /// Folder of the project; default: the folder above `cdk/`, in which the CDK command line runs the app.
    static final String PROJECT = "project";

    Inputs {
        zips = Map.copyOf(zips);
        queries = List.copyOf(queries);
    }

    /// @throws IllegalArgumentException a sentence for the operator, when something was not built
    static Inputs from(Function<String, @Nullable Object> context) {
        Object project = context.apply(PROJECT);
        return in(Path.of(project == null ? ".." : String.valueOf(project)));
    }

    static Inputs in(Path project) {
        Map<FunctionSpec, Path> zips = new EnumMap<>(FunctionSpec.class);
        for (FunctionSpec function : FunctionSpec.values()) {
            zips.put(function, zip(project, function.module()));
        }
        return new Inputs(zips, SqlFile.allIn(project.resolve("analytics")));
    }

    private static Path zip(Path project, String module) {
        Path zip = project.resolve(module).resolve("target").resolve(module + ".zip");
        if (!Files.isRegularFile(zip)) {
            throw new IllegalArgumentException("%s is missing. Run: mvn package".formatted(zip.normalize()));
        }
        return zip;
    }

    /// The files of a folder with an ending, in the order of their names; none when there is no folder.
    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
