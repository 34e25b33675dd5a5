package dev.telegramlake.analytics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.telegramlake.schema.UpdatesTable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CatalogTest {
    private static final Period MARCH = new Period(
            ZoneId.of("America/Sao_Paulo"),
            LocalDate.of(2026, 3, 1),
            LocalDate.of(2026, 3, 31),
            OptionalLong.of(-1001));
    private static final JsonSchema VEGA_LITE = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(
                    requireNonNull(CatalogTest.class.getResourceAsStream("/vega-lite-schema.json")),
                    // The schema's definitions refer to each other: unfolded, they are far too many.
                    SchemaValidatorsConfig.builder().preloadJsonSchema(false).build());

    static List<Question> questions() {
        return Catalog.questions();
    }

    @Test
    void everyQuestionIsFoundInTheOrderOfItsName() {
        assertThat(Catalog.questions())
                .hasSizeGreaterThan(20)
                .isSortedAccordingTo(Comparator.comparing(Question::name))
                .extracting(Question::name)
                .contains("hours_and_weekdays", "answered_questions", "course_messages_per_day");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQuestionSaysWhatItAsksInBothLanguages(Question question) {
        assertThat(question.words().english()).endsWith("?");
        assertThat(question.words().portuguese())
                .endsWith("?")
                .isNotEqualTo(question.words().english());
        assertThat(question.hasPeriod()).isEqualTo(!question.name().startsWith("course_"));
        assertThat(question.sql()).doesNotContain("\t").endsWith("\n");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aChartIsJsonWithoutDataAndWithADescription(Question question) throws Exception {
        JsonNode chart = new ObjectMapper().readTree(question.chart());

        assertThat(chart.path("$schema").asText()).startsWith("https://vega.github.io/schema/vega-lite/v6");
        assertThat(chart.path("description").asText()).isNotBlank();
        assertThat(chart.has("data")).isFalse();
        assertThat(chart.has("title")).as("the question is the title").isFalse();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aChartWithDataIsValidVegaLite(Question question) {
        String withData = question.chart().replaceFirst("\\{", "{\"data\": {\"values\": []},");

        assertThat(VEGA_LITE.validate(withData, InputFormat.JSON)).isEmpty();
    }

    @Test
    void whatVegaLiteDoesNotKnowIsFound() {
        assertThat(VEGA_LITE.validate("{\"data\": {\"values\": []}, \"mark\": \"doughnut\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void aPeriodFillsTheParametersAndNothingElse() {
        Question question = Question.read("example", """
                -- title: Example
                -- title-pt: Exemplo
                -- question: What?
                -- question-pt: O quê?
                WITH parameters AS (
                    SELECT
                        'UTC' AS zone,
                        current_date - INTERVAL '30' DAY AS from_day,
                        current_date AS to_day,
                        CAST(NULL AS bigint) AS chat_id
                )
                SELECT
                    zone AS zone,
                    1 AS chat_id
                FROM parameters
                """, "{}");

        assertThat(question.sql(MARCH)).isEqualTo("""
                -- title: Example
                -- title-pt: Exemplo
                -- question: What?
                -- question-pt: O quê?
                WITH parameters AS (
                    SELECT
                        'America/Sao_Paulo' AS zone,
                        DATE '2026-03-01' AS from_day,
                        DATE '2026-03-31' AS to_day,
                        BIGINT '-1001' AS chat_id
                )
                SELECT
                    zone AS zone,
                    1 AS chat_id
                FROM parameters
                """);
    }

    @Test
    void aQuestionWithoutItsWordsIsRefusedByName() {
        assertThatThrownBy(() -> Question.read("lost", "-- title: Lost\nSELECT 1", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lost.sql")
                .hasMessageContaining("-- title-pt:");
    }

    @Test
    void aParameterThatNobodyKnowsIsRefusedByName() {
        Question question = Question.read(
                "odd",
                "-- title: a\n-- title-pt: b\n-- question: c\n-- question-pt: d\nWITH parameters AS (\n    SELECT\n        1 AS colour\n)\nSELECT 1\n",
                "{}");

        assertThatThrownBy(() -> question.sql(MARCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("odd.sql")
                .hasMessageContaining("colour");
    }

    @Test
    void aPeriodEndsAfterItBegins() {
        assertThatThrownBy(() -> new Period(
                        ZoneId.of("UTC"), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 1), OptionalLong.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-03-01")
                .hasMessageContaining("2026-03-02");
    }

    @Test
    void viewsComeAfterThoseThatTheyRead() {
        List<String> views = List.copyOf(Catalog.views().keySet());

        assertThat(views).contains("messages", "telegram", "reactions", "members");
        assertThat(views.indexOf("migrations")).isLessThan(views.indexOf("messages"));
        assertThat(views.indexOf("messages")).isLessThan(views.indexOf("telegram"));
        assertThat(Catalog.views().get("messages")).contains("CREATE OR REPLACE VIEW messages AS");
    }

    @Test
    void theKnownKindsOfUpdateAreThoseOfTheSchema() {
        Question quality = Catalog.questions().stream()
                .filter(question -> question.name().equals("data_quality"))
                .findFirst()
                .orElseThrow();
        Matcher known =
                Pattern.compile("u\\.kind IN \\((.*?)\\)", Pattern.DOTALL).matcher(quality.sql());

        assertThat(known.find()).isTrue();
        assertThat(known.group(1).replaceAll("[\\s']", "").split(",")).containsExactlyElementsOf(UpdatesTable.KINDS);
    }
}
