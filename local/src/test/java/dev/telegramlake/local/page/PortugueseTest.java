package dev.telegramlake.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.analytics.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The dictionary has all words of the page and of the charts.
final class PortugueseTest {
    private static final Path PAGE = Path.of("src/main/resources/page");
    private static final Pattern ENTRY = Pattern.compile("^  \"([^\"]+)\":", Pattern.MULTILINE);
    private static final Pattern TEXT = Pattern.compile("data-t(?: [^>]*)?>([^<]+)<");
    private static final Pattern LABEL = Pattern.compile("aria-label=\"([^\"]+)\"[^>]*data-t-label");
    private static final Pattern CALL = Pattern.compile("\\bt\\(\\s*\"([^\"]+)\"");
    private static final Pattern CHOICE =
            Pattern.compile("\\bt\\([\\w.#]+\\s*\\?\\s*\"([^\"]+)\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern PLURAL = Pattern.compile("plural\\([^\"]+\"([^\"]+)\", \"([^\"]+)\"");

    private static Set<String> dictionary;

    @BeforeAll
    static void read() throws IOException {
        String file = Files.readString(PAGE.resolve("portuguese.js"));
        dictionary = words(file.substring(file.indexOf("export const PORTUGUESE")), ENTRY);
    }

    @Test
    void theTextsOfThePageAreTranslated() throws IOException {
        String html = Files.readString(PAGE.resolve("index.html"));

        assertThat(words(html, TEXT)).hasSizeGreaterThan(30).isSubsetOf(dictionary);
        assertThat(words(html, LABEL)).isNotEmpty().isSubsetOf(dictionary);
    }

    @Test
    void whatTheScriptsSayIsTranslated() throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> files = Files.list(PAGE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".js")).toList()) {
                for (Pattern pattern : List.of(CALL, CHOICE, PLURAL)) {
                    said.addAll(words(Files.readString(file), pattern));
                }
            }
        }
        assertThat(said).hasSizeGreaterThan(50).isSubsetOf(dictionary);
    }

    @Test
    void theWordsOfTheChartsAreTranslated() throws IOException {
        Set<String> words = new TreeSet<>();
        for (Question question : Catalog.questions()) {
            JsonNode chart = new ObjectMapper().readTree(question.chart());
            chart.findValues("title").forEach(title -> words.add(title.asText()));
            words.add(chart.path("description").asText());
        }
        assertThat(words).hasSizeGreaterThan(50).isSubsetOf(dictionary);
    }

    private static Set<String> words(String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .flatMap(PortugueseTest::groups)
                .map(word -> word.strip().replaceAll("\\s+", " "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> groups(MatchResult match) {
        return Stream.iterate(1, group -> group <= match.groupCount(), group -> group + 1)
                .map(match::group);
    }
}
