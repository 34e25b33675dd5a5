package dev.telegramlake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnTest {
    private static final List<Source> SOURCES = List.of(new Source.Rule("none"));

    @Test
    void aCommentMayBeAsLongAsGlueTakesIt() {
        assertThat(column("long_one", "x".repeat(255)).comment()).hasSize(255);
        assertThatThrownBy(() -> column("long_one", "x".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The comment of column long_one has 256 characters, at most 255 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Chat_id", "chat-id", "1st", "_id"})
    void aNameThatIsNotLowerCaseWithUnderscoresIsRefused(String name) {
        assertThatThrownBy(() -> column(name, "a comment"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a column name: " + name);
    }

    @Test
    void aColumnThatComesFromNowhereIsRefused() {
        assertThatThrownBy(() -> new Column("chat_id", ColumnType.BIGINT, "a comment", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Column chat_id has no source");
    }

    private static Column column(String name, String comment) {
        return new Column(name, ColumnType.STRING, comment, SOURCES);
    }
}
