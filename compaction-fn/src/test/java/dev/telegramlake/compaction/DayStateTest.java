package dev.telegramlake.compaction;

import static dev.telegramlake.compaction.Days.NOW;
import static dev.telegramlake.compaction.Days.landing;
import static dev.telegramlake.compaction.Days.manifest;
import static dev.telegramlake.compaction.Days.part;
import static dev.telegramlake.compaction.Days.state;
import static dev.telegramlake.compaction.Days.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DayStateTest {
    private static final Manifest FIRST = manifest(1, "r1", null, NOW, List.of(landing("a")), null);
    private static final Manifest SECOND = manifest(2, "r2", "r1", NOW, List.of(), null);

    @Test
    void aDayIsEmptyWhenNothingLandedAndNothingWasCommitted() {
        assertThat(state(List.of(), List.of()).isEmpty()).isTrue();
        assertThat(state(List.of(landing("a")), List.of()).isEmpty()).isFalse();
        assertThat(state(List.of(), List.of(), FIRST).isEmpty()).isFalse();
    }

    @Test
    void aChangeIsMadeWhenAnyCommitHasIt() {
        DayState state = state(List.of(), List.of(), with(FIRST, "mend"), SECOND);

        assertThat(state.isMade("mend")).isTrue();
        assertThat(state.isMade("another")).isFalse();
    }

    @Test
    void aFileThatWasSetAsideIsNotNew() {
        DayState state = state(
                List.of(landing("a"), landing("broken"), landing("late")),
                List.of(),
                with(FIRST, null, landing("broken")));

        assertThat(state.newFiles()).containsExactly(landing("late"));
    }

    @Test
    void aLandingFileWhoseRowsAreInTheRunIsReplaced() {
        assertThat(state(List.of(landing("a")), List.of(part("r1")), FIRST).hasReplacedFiles())
                .isTrue();
        assertThat(state(List.of(landing("late")), List.of(part("r1")), FIRST).hasReplacedFiles())
                .isFalse();
    }

    @Test
    void anotherRunThanTheNewestIsReplaced() {
        assertThat(state(List.of(), List.of(part("r1"), part("r2")), FIRST, SECOND)
                        .hasReplacedFiles())
                .isTrue();
        assertThat(state(List.of(), List.of(part("r2")), FIRST, SECOND).hasReplacedFiles())
                .isFalse();
    }

    @Test
    void beforeTheFirstCommitNothingIsReplaced() {
        assertThat(state(List.of(landing("a")), List.of(part("crashed"))).hasReplacedFiles())
                .isFalse();
    }
}
