package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.UpdatesTable;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FixturesTest {
    private static final List<String> COLUMNS =
            UpdatesTable.COLUMNS.stream().map(Column::name).toList();

    private final UpdateFlattener flattener = new UpdateFlattener();

    @ParameterizedTest
    @MethodSource("dev.telegramlake.transform.Fixture#all")
    void everyColumnOfTheRowIsAsWritten(Fixture fixture) throws Exception {
        ObjectNode row =
                Json.object(flattener.flatten(fixture.json(), Fixture.ARRIVAL).json());
        ObjectNode expected = fixture.wholeRow();

        assertThat(COLUMNS)
                .allSatisfy(column -> assertThat(row.path(column)).as(column).isEqualTo(expected.path(column)));
        assertThat(COLUMNS).containsAll(names(expected));
        assertThat(names(row)).isEqualTo(COLUMNS.stream().filter(row::has).toList());
    }

    @Test
    void thereIsAFixtureForEveryKindAndEveryColumn() {
        List<Fixture> all = Fixture.all();

        assertThat(all)
                .extracting(fixture -> fixture.row().path("kind").asText())
                .containsAll(UpdatesTable.KINDS);
        assertThat(all.stream().map(Fixture::wholeRow).flatMap(FixturesTest::fieldNames))
                .containsAll(COLUMNS);
        assertThat(all).extracting(Fixture::about).doesNotContain("").doesNotHaveDuplicates();
    }

    private static Stream<String> fieldNames(ObjectNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }

    private static List<String> names(ObjectNode object) {
        return fieldNames(object).toList();
    }
}
