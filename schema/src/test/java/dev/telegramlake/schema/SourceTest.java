package dev.telegramlake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTest {
    @Test
    void aFieldIsAKindAndTheNamesBelowIt() {
        Source.Field field = Source.field("message.photo[largest].file_id");

        assertThat(field.kind()).isEqualTo("message");
        assertThat(field.path()).containsExactly("photo[largest]", "file_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update_id", "*.chat.id", "message.new_chat_members[].id"})
    void aFieldReadsAsItIsWritten(String dotted) {
        assertThat(Source.field(dotted)).hasToString(dotted);
    }

    @Test
    void aRuleReadsAsItsWords() {
        assertThat(new Source.Rule("edit_date, else date")).hasToString("edit_date, else date");
    }
}
