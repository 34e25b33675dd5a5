package dev.telegramlake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void aCommentThatGlueWouldRefuseIsRefused() {
        assertThatThrownBy(() ->
                        new Column("long_one", ColumnType.STRING, "x".repeat(256), List.of(new Source.Rule("none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The comment of column long_one has 256 characters, at most 255 are allowed");
    }

    @Test
    void aCommentAsLongAsGlueTakesIsTaken() {
        assertThat(new Column("long_one", ColumnType.STRING, "x".repeat(255), List.of(new Source.Rule("none")))
                        .comment())
                .hasSize(255);
    }

    @Test
    void aColumnWithoutASourceOrWithAnotherKindOfNameIsRefused() {
        assertThatThrownBy(() -> new Column("lonely", ColumnType.STRING, "", List.of()))
                .hasMessage("Column lonely has no source");
        assertThatThrownBy(() -> new Column("Big", ColumnType.STRING, "", List.of(new Source.Rule("none"))))
                .hasMessage("Not a column name: Big");
    }

    @Test
    void aSourceIsWrittenAsInTheDataDictionary() {
        assertThat(UpdatesTable.COLUMNS)
                .flatExtracting(Column::sources)
                .extracting(Object::toString)
                .contains("update_id", "the name of the update's other field")
                .noneMatch(String::isEmpty);
    }

    @Test
    void aContentThatIsBetterKnownSaysWhatAMessageIs() {
        assertThat(ContentType.rank("animation")).isLessThan(ContentType.rank("document"));
        assertThat(ContentType.rank("live_photo")).isLessThan(ContentType.rank("photo"));
        assertThat(ContentType.rank("venue")).isLessThan(ContentType.rank("location"));
        assertThat(ContentType.rank("new_chat_members")).isLessThan(ContentType.rank("new_chat_member"));
        assertThat(ContentType.rank("web_app_data")).isLessThan(ContentType.rank("of_next_month"));
        assertThat(ContentType.rank("caption")).isEqualTo(ContentType.NOT_CONTENT);
        assertThat(ContentType.isKnown("caption")).isTrue();
        assertThat(ContentType.isKnown("of_next_month")).isFalse();
    }

    private static List<String> withAnyKind() {
        return Stream.concat(UpdatesTable.KINDS.stream(), Stream.of(Source.Field.ANY_KIND, "update_id"))
                .toList();
    }
}
