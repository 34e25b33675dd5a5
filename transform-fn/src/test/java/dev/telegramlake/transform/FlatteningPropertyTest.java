package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.ColumnType;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Random updates of every kind are flattened twice, in the stream and on a tree, and every column is compared.
///
/// `-Dseed=N` begins elsewhere, `-Dupdates=N` makes more.
final class FlatteningPropertyTest {
    private static final long SEED = Long.getLong("seed", 20_260_824);
    private static final int UPDATES = Integer.getInteger("updates", 10_000);
    private static final long ARRIVAL = 1_772_366_400_250L;

    /// What Telegram sends: all but ASCII is escaped.
    private static final ObjectWriter JSON = Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private static final Map<String, ColumnType> TYPES =
            UpdatesTable.COLUMNS.stream().collect(Collectors.toMap(Column::name, Column::type));

    private final UpdateFlattener flattener = new UpdateFlattener();

    @Test
    void theStreamAndTheTreeGiveTheSameRow() {
        Map<String, Integer> rowsByKind = new TreeMap<>();
        Map<String, Integer> rowsByColumn = new TreeMap<>();
        for (int i = 0; i < UPDATES; i++) {
            ObjectNode update = new UpdateGenerator(SEED + i).update();
            Optional<ObjectNode> row = check(update, SEED + i, this::inStream);
            row.ifPresent(filled -> {
                rowsByKind.merge(filled.path("kind").asText(), 1, Integer::sum);
                filled.fieldNames().forEachRemaining(column -> rowsByColumn.merge(column, 1, Integer::sum));
            });
        }

        // The comparison is worth something only when every kind and every column was in it.
        assertThat(rowsByKind).containsKeys(UpdatesTable.KINDS.toArray(String[]::new));
        assertThat(rowsByKind.values()).allMatch(rows -> rows > UPDATES / 100);
        assertThat(rowsByColumn).containsOnlyKeys(TYPES.keySet());
        assertThat(rowsByColumn.values()).allMatch(rows -> rows > UPDATES / 1000);
    }

    @Test
    void aDifferenceIsShownWithItsSeedAndTheSmallestUpdateThatHasIt() {
        Function<byte[], Optional<ObjectNode>> wrong =
                update -> inStream(update).map(row -> row.without("text"));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        check(new UpdateGenerator(i).update(), i, wrong);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dseed=")
                .hasMessageContaining("text")
                .message()
                .satisfies(message -> assertThat(message.lines().filter(line -> line.startsWith("{\"")))
                        .singleElement()
                        .asString()
                        .hasSizeLessThan(90));
    }

    @Test
    void theSameSeedGivesTheSameUpdate() {
        assertThat(new UpdateGenerator(7).update())
                .isEqualTo(new UpdateGenerator(7).update())
                .isNotEqualTo(new UpdateGenerator(8).update());
    }

    private static Optional<ObjectNode> check(
            ObjectNode update, long seed, Function<byte[], Optional<ObjectNode>> flattening) {
        if (difference(update, flattening).isEmpty()) {
            return flattening.apply(bytes(update));
        }
        ObjectNode smallest = Shrinker.shrink(
                update, candidate -> difference(candidate, flattening).isPresent());
        throw new AssertionError("The stream and the tree differ, -Dseed=%d -Dupdates=1%n%s%n%s"
                .formatted(
                        seed,
                        new String(bytes(smallest), StandardCharsets.UTF_8),
                        difference(smallest, flattening).orElse("")));
    }

    /// What differs, in words; nothing when the rows are the same.
    private static Optional<String> difference(ObjectNode update, Function<byte[], Optional<ObjectNode>> flattening) {
        byte[] json = bytes(update);
        Optional<ObjectNode> expected = TreeFlattener.flatten(json, ARRIVAL).map(row -> Json.object(Json.bytes(row)));
        Optional<ObjectNode> actual = flattening.apply(json);
        if (expected.isEmpty() || actual.isEmpty()) {
            return expected.isPresent() == actual.isPresent()
                    ? Optional.empty()
                    : Optional.of("only the %s gives a row".formatted(expected.isPresent() ? "tree" : "stream"));
        }
        String differences = TYPES.entrySet().stream()
                .map(column -> difference(column.getKey(), column.getValue(), expected.get(), actual.get()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
        return differences.isEmpty() ? Optional.empty() : Optional.of(differences);
    }

    private static Optional<String> difference(String column, ColumnType type, ObjectNode expected, ObjectNode actual) {
        if (!expected.path(column).equals(actual.path(column))) {
            return Optional.of("%s: the tree says %s, the stream %s"
                    .formatted(column, expected.path(column), actual.path(column)));
        }
        return actual.has(column) && !holds(type, actual.path(column))
                ? Optional.of("%s: no %s: %s".formatted(column, type.glueName(), actual.path(column)))
                : Optional.empty();
    }

    /// Whether Firehose's conversion reads a value into a column of the type, without guessing.
    private static boolean holds(ColumnType type, JsonNode value) {
        return switch (type) {
            case BIGINT -> value.isIntegralNumber() && value.canConvertToLong();
            case INT -> value.isIntegralNumber() && value.canConvertToInt();
            case BOOLEAN -> value.isBoolean();
            case STRING -> value.isTextual();
            case TIMESTAMP -> value.asText().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}");
            case STRINGS -> allHold(ColumnType.STRING, value);
            case BIGINTS -> allHold(ColumnType.BIGINT, value);
            case INTS -> allHold(ColumnType.INT, value);
        };
    }

    private static boolean allHold(ColumnType type, JsonNode array) {
        return array.isArray()
                && StreamSupport.stream(array.spliterator(), false).allMatch(element -> holds(type, element));
    }

    private Optional<ObjectNode> inStream(byte[] update) {
        try {
            return Optional.of(Json.object(flattener.flatten(update, ARRIVAL).json()));
        } catch (BadRecordException noUpdate) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] bytes(ObjectNode update) {
        try {
            return JSON.writeValueAsBytes(update);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
