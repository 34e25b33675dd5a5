package dev.telegramlake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class UpdatesTableTest {
    @Test
    void theCourseTableKeepsItsNamesAndTypes() {
        assertThat(UpdatesTable.COLUMNS)
                .extracting(column -> column.name() + " " + column.type().glueName())
                .contains(
                        "message_id bigint",
                        "user_id bigint",
                        "user_is_bot boolean",
                        "user_first_name string",
                        "chat_id bigint",
                        "chat_type string",
                        "text string",
                        "date bigint");
    }

    @Test
    void noColumnHasTheNameOfAnotherOrOfThePartitionKey() {
        List<String> names = UpdatesTable.COLUMNS.stream().map(Column::name).toList();

        assertThat(names).doesNotHaveDuplicates().doesNotContain(UpdatesTable.PARTITION_KEY);
    }

    @Test
    void everySourceNamesAKnownKind() {
        List<String> kinds = UpdatesTable.COLUMNS.stream()
                .flatMap(column -> column.sources().stream())
                .filter(Source.Field.class::isInstance)
                .map(source -> ((Source.Field) source).kind())
                .distinct()
                .toList();

        assertThat(UpdatesTable.KINDS).hasSize(27).containsAll(UpdatesTable.MESSAGE_KINDS);
        assertThat(kinds).isSubsetOf(withAnyKind());
    }

    private static List<String> withAnyKind() {
        return Stream.concat(UpdatesTable.KINDS.stream(), Stream.of(Source.Field.ANY_KIND, "update_id"))
                .toList();
    }
}
