package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.before;
import static dev.telegramlake.compaction.Days.landing;
import static dev.telegramlake.compaction.Days.state;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A landing file of 100 rows, 3 of them duplicates, and one without `update_id`.
final class VerificationTest {
    @Test
    void allRowsButTheDuplicatesMustBeThereOnce() {
        assertThatCode(() -> check(100, 97, 97, 96, 1)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "99,  96, 96, 95, 1, '99 rows were read, but the files to compact hold 100'",
        "100, 97, 96, 95, 1, 'hold 96 rows, but must hold 97: 100 less 3 duplicates'",
        "100, 97, 98, 97, 1, 'hold 98 rows, but must hold 97'",
        "100, 97, 97, 95, 1, 'hold 96 rows of 95 updates: some are there twice'",
        "100, 96, 97, 96, 1, 'count 96 rows, but 97 were read'",
    })
    void anythingElseIsRefusedWithTheNumbers(
            long rowsIn, long inFooters, long rows, long updates, long withoutId, String message) {
        assertThatThrownBy(() -> check(rowsIn, inFooters, rows, updates, withoutId))
                .isInstanceOf(CompactionFailedException.class)
                .hasMessageContaining(message);
    }

    private static void check(long rowsIn, long inFooters, long rows, long updates, long withoutId) {
        Verification.check(
                DayPlan.of(state(List.of(landing("a")), List.of()), before(), Optional.empty(), 1_000),
                new Engine.Written(
                        List.of(new Manifest.Input("a", 100, "etag", 80)),
                        List.of(),
                        List.of(new Manifest.Output("part", 50, "etag", inFooters)),
                        20,
                        rowsIn,
                        3),
                new Engine.Contents(rows, updates, withoutId));
    }
}
