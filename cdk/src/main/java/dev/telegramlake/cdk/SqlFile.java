package dev.telegramlake.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One statement of Athena SQL, with what its first lines say about it: `-- title: ...` and `-- question: ...`.
///
/// @param name  the file's name without its ending
/// @param title the name where there is none
/// @param question null where there is none
/// @param view  whether it makes a view
record SqlFile(String name, String title, @Nullable String question, String sql, boolean view) {
    private static final String VIEWS = "views";
    private static final String QUESTIONS = "questions";
    private static final String ENDING = ".sql";

    /// Views first, each folder in the order of its files' names; none where there is no folder.
    static List<SqlFile> allIn(Path analytics) {
        return Stream.of(VIEWS, QUESTIONS)
                .flatMap(folder -> Inputs.files(analytics.resolve(folder), ENDING).stream()
                        .map(file -> read(file, folder.equals(VIEWS))))
                .toList();
    }

    private static SqlFile read(Path file, boolean view) {
        try {
            String fileName = file.getFileName().toString();
            String name = fileName.substring(0, fileName.length() - ENDING.length());
            String sql = Files.readString(file);
            if (view && !sql.contains("CREATE OR REPLACE VIEW %s AS".formatted(name))) {
                throw new IllegalArgumentException(
                        "%s must hold CREATE OR REPLACE VIEW %s AS ...: the view is named as its file, and the first run"
                                        .formatted(file, name)
                                + " may make no other");
            }
            return new SqlFile(
                    name,
                    header(sql, "title").orElse(name),
                    header(sql, "question").orElse(null),
                    sql,
                    view);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<String> header(String sql, String name) {
        String beginning = "-- " + name + ":";
        return sql.lines()
                .takeWhile(line -> line.isBlank() || line.startsWith("--"))
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .findFirst();
    }
}
