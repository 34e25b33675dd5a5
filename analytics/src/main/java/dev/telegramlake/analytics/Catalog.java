package dev.telegramlake.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All views and questions: whoever adds their files has added them everywhere.
public final class Catalog {
    private static final String SQL = ".sql";
    private static final String CHART = ".vl.json";

    private Catalog() {}

    /// In the order of their names.
    public static List<Question> questions() {
        Map<String, String> files = read("questions");
        List<Question> questions = new ArrayList<>();
        files.forEach((file, text) -> {
            if (file.endsWith(SQL)) {
                String name = withoutEnding(file);
                questions.add(Question.read(name, text, chart(files, name)));
            }
        });
        return List.copyOf(questions);
    }

    private static String chart(Map<String, String> files, String name) {
        String chart = files.get(name + CHART);
        if (chart == null) {
            throw new IllegalArgumentException(
                    "The question %s%s has no chart. Add %s%s.".formatted(name, SQL, name, CHART));
        }
        return chart;
    }

    /// `CREATE OR REPLACE VIEW` statements by the view's name; a view comes after those that it reads.
    public static Map<String, String> views() {
        Map<String, String> waiting = read("views");
        Map<String, String> views = new LinkedHashMap<>();
        while (!waiting.isEmpty()) {
            Map.Entry<String, String> next = waiting.entrySet().stream()
                    .filter(view -> waiting.keySet().stream()
                            .noneMatch(other ->
                                    !other.equals(view.getKey()) && reads(view.getValue(), withoutEnding(other))))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("These views read each other: " + waiting.keySet()));
            views.put(withoutEnding(next.getKey()), next.getValue());
            waiting.remove(next.getKey());
        }
        return views;
    }

    private static String withoutEnding(String file) {
        return file.substring(0, file.length() - SQL.length());
    }

    private static boolean reads(String sql, String view) {
        return Pattern.compile("\\b(FROM|JOIN) " + view + "\\b").matcher(sql).find();
    }

    /// Texts of the files in a folder beside this class, by their names, in order.
    private static Map<String, String> read(String folder) {
        URL location = Catalog.class.getResource(folder);
        if (location == null) {
            throw new IllegalStateException("The folder " + folder + " is not part of this build");
        }
        try {
            URI uri = location.toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri));
            }
            String text = uri.toString();
            URI jar = URI.create(text.substring("jar:".length(), text.indexOf("!/")));
            try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
                return read(files.getPath(text.substring(text.indexOf("!/") + 1)));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> read(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listing = Files.list(folder)) {
            listing.forEach(files::add);
        }
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files) {
            texts.put(file.getFileName().toString(), Files.readString(file));
        }
        return texts;
    }
}
