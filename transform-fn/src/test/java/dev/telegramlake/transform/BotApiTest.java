package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.schema.Column;
import dev.telegramlake.schema.ContentType;
import dev.telegramlake.schema.Source;
import dev.telegramlake.schema.UpdatesTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Holds the table to the published types: a slip in a path would otherwise be a column that is always null.
final class BotApiTest {
    private static final String UPDATE_ID = "update_id";

    private final BotApi api = BotApi.get();

    @Test
    void theTableKnowsTheKindsOfUpdateThatThereAre() {
        List<String> kinds = api.fields("Update").stream()
                .map(BotApi.Field::name)
                .filter(name -> !name.equals(UPDATE_ID))
                .toList();
        List<String> messages = api.fields("Update").stream()
                .filter(field -> field.type().equals("Message"))
                .map(BotApi.Field::name)
                .toList();

        assertThat(UpdatesTable.KINDS).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(UpdatesTable.MESSAGE_KINDS).containsExactlyInAnyOrderElementsOf(messages);
    }

    @Test
    void everySourceOfAColumnIsAFieldOfSomeKind() {
        assertThat(UpdatesTable.COLUMNS)
                .flatExtracting(Column::sources)
                .filteredOn(Source.Field.class::isInstance)
                .map(Source.Field.class::cast)
                .filteredOn(source -> !source.kind().equals(UPDATE_ID))
                .filteredOn(source -> api.kindsWith(source).isEmpty())
                .isEmpty();
    }

    @Test
    void everyInputOfARuleIsAFieldOfSomeKind() {
        // What reads a whole array names it without brackets.
        assertThat(Input.all())
                .flatExtracting(Input::sources)
                .filteredOn(source -> api.kindsWith(source).isEmpty()
                        && api.kindsWith(Source.field(source + Source.Field.EACH))
                                .isEmpty())
                .isEmpty();
    }

    @Test
    void everyFieldOfAMessageIsKnown() {
        assertThat(api.fields("Message")).extracting(BotApi.Field::name).allMatch(ContentType::isKnown);
        assertThat(ContentType.isKnown("something_of_next_month")).isFalse();
    }
}
