package dev.telegramlake.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DayCommitsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final String DONE = "{\"days\":[{\"status\":\"compacted\"}]}";

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();

    @Test
    void daysNearEachOtherAreOfOneCallFiftyAtMost() throws Exception {
        SortedSet<LocalDate> days =
                new TreeSet<>(FIRST.datesUntil(FIRST.plusDays(60)).toList());
        days.add(LocalDate.of(2026, 3, 8)); // a week after the last
        days.add(LocalDate.of(2026, 3, 16)); // more than a week after that

        commit(days);

        assertThat(events)
                .containsExactly(
                        "{\"from\":\"2026-01-01\",\"to\":\"2026-02-19\"}",
                        "{\"from\":\"2026-02-20\",\"to\":\"2026-03-08\"}",
                        "{\"from\":\"2026-03-16\",\"to\":\"2026-03-16\"}");
    }

    @Test
    void whatTheFunctionHadNoTimeForOrAnotherRunOvertookIsAskedForAgain() throws Exception {
        answers.add("{\"days\":[{\"status\":\"compacted\"},{\"status\":\"stopped\"}],\"stopped\":\"time\"}");
        answers.add("{\"days\":[{\"status\":\"overtaken\"}]}");

        commit(new TreeSet<>(List.of(FIRST)));

        assertThat(events).hasSize(3).containsOnly("{\"from\":\"2026-01-01\",\"to\":\"2026-01-01\"}");
    }

    @Test
    void aFunctionThatHasNoTimeForASingleDayIsNotAskedForEver() {
        answers.add("{\"days\":[{\"status\":\"stopped\"}],\"stopped\":\"time\"}");

        assertThatThrownBy(() -> commit(new TreeSet<>(List.of(FIRST))))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("2026-01-01")
                .hasMessageContaining("more time or memory");
    }

    private void commit(SortedSet<LocalDate> days) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Deployment deployment = (Deployment) Proxy.newProxyInstance(
                Deployment.class.getClassLoader(), new Class<?>[] {Deployment.class}, (proxy, method, values) -> {
                    events.add(values[0].toString());
                    return json.readTree(answers.isEmpty() ? DONE : answers.remove());
                });
        new DayCommits(deployment).commit(days, BackfillProgress.NONE);
    }
}
