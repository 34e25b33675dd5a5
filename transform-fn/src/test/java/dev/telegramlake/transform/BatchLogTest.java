package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BatchLogTest {
    @Test
    void theTotalsAreMetricsAndThePathsStayWithTheLine() throws IOException {
        JsonNode log = Batch.of(
                        "{\"update_id\":1,\"message\":{\"message_id\":\"7\",\"text\":\"a\",\"hologram\":{}}}",
                        "{\"update_id\":2,\"message\":{\"message_id\":\"8\",\"from\":{\"id\":1.5}}}",
                        "{\"update_id\":3,\"next_month\":{\"chat\":[]}}",
                        "nonsense")
                .log();

        assertThat(log.path("_aws").path("Timestamp").asLong()).isEqualTo(Fixture.ARRIVAL);
        JsonNode directive = log.path("_aws").path("CloudWatchMetrics").path(0);
        assertThat(directive.path("Namespace").asText()).isEqualTo(BatchLog.NAMESPACE);
        assertThat(directive.path("Dimensions")).hasToString("[[]]");
        assertThat(directive.path("Metrics").findValuesAsText("Name"))
                .containsExactly("Ok", "Failed", "UnknownKinds", "UnknownFields", "Mismatches")
                .allMatch(name -> log.path(name).isInt());
        assertThat(directive.path("Metrics").findValuesAsText("Unit"))
                .hasSize(5)
                .containsOnly("Count");
        assertThat(log.path("event").asText()).isEqualTo("transform");
        assertThat(log.path("Ok").asInt()).isEqualTo(3);
        assertThat(log.path("Failed").asInt()).isEqualTo(1);
        assertThat(log.path("unknown_kinds")).hasToString("{\"next_month\":1}");
        assertThat(log.path("unknown_fields")).hasToString("{\"message.hologram\":1}");
        assertThat(log.path("mismatches")).hasToString("{\"*.chat\":1,\"message.from.id\":1,\"message.message_id\":2}");
    }

    @Test
    void namesThatTheUpdatesMadeUpNeitherLengthenTheLineNorShapeIt() throws IOException {
        String[] records = Stream.concat(
                        Stream.of("x".repeat(10_000), "\\n{\\\"Ok\\\":9}", "\\u001b[2J", "Ünknown", "kind"),
                        IntStream.range(0, 1_000).mapToObj("kind_%d"::formatted))
                .map("{\"update_id\":1,\"%s\":{}}"::formatted)
                .toArray(String[]::new);

        JsonNode log = Batch.of(records).log();

        assertThat(log.path("UnknownKinds").asInt()).isEqualTo(1_005);
        assertThat(log.path("unknown_kinds").path("others").asInt()).isGreaterThan(900);
        assertThat(log.path("unknown_kinds")).hasSize(BatchLog.MOST);
        assertThat(log.path("unknown_kinds").fieldNames())
                .toIterable()
                .allMatch(name -> name.matches("others|kind(_\\d+)?"));
        assertThat(log.path("Ok").asInt()).isEqualTo(1_005);
        assertThat(log.toString()).hasSizeLessThan(2_000);
    }

    @Test
    void aNameIsNamedUpToAHundredCharactersOfThoseThatTheBotApiUses() throws IOException {
        String longest = "az_09".repeat(20);

        JsonNode log = Batch.of(Stream.of(longest, longest + "a", "a`", "a{", "a/", "a:")
                        .map("{\"update_id\":1,\"%s\":{}}"::formatted)
                        .toArray(String[]::new))
                .log();

        assertThat(log.path("unknown_kinds")).hasToString("{\"%s\":1,\"others\":5}".formatted(longest));
    }

    @Test
    void ofManyFailuresTheFirstAreNamedAndAllAreCounted() throws IOException {
        JsonNode log = Batch.of(Stream.generate(() -> "x").limit(1_000).toArray(String[]::new))
                .log();

        assertThat(log.path("Failed").asInt()).isEqualTo(1_000);
        assertThat(log.path("reasons")).hasSize(BatchLog.MOST);
        assertThat(log.path("reasons").path(Batch.id(0)).asText()).isEqualTo("not JSON at line 1, column 1");
    }
}
