package dev.telegramlake.local.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.StreamSupport;

/// Has the compaction commit the days into which rows were brought, many days a call.
final class DayCommits {
    private static final int MOST_DAYS_A_CALL = 50;

    /// Days between two days of one call are looked at, too.
    private static final int WIDEST_GAP = 7;

    private final Deployment deployment;

    DayCommits(Deployment deployment) {
        this.deployment = deployment;
    }

    void commit(SortedSet<LocalDate> days, BackfillProgress progress) throws DeploymentException, InterruptedException {
        int committed = 0;
        for (List<LocalDate> call : calls(days)) {
            progress.committing(committed, days.size());
            commit(call.getFirst(), call.getLast());
            committed += call.size();
        }
        progress.committing(committed, days.size());
    }

    private static List<List<LocalDate>> calls(SortedSet<LocalDate> days) {
        List<List<LocalDate>> calls = new ArrayList<>();
        for (LocalDate day : days) {
            if (calls.isEmpty()
                    || calls.getLast().size() == MOST_DAYS_A_CALL
                    || calls.getLast().getLast().plusDays(WIDEST_GAP).isBefore(day)) {
                calls.add(new ArrayList<>());
            }
            calls.getLast().add(day);
        }
        return calls;
    }

    /// Calls again while the function had not the time for all, or another run came first.
    private void commit(LocalDate from, LocalDate to) throws DeploymentException, InterruptedException {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("from", from.toString())
                .put("to", to.toString());
        JsonNode summary = deployment.compact(event);
        while (summary.hasNonNull("stopped") || any(summary, "overtaken")) {
            if (!any(summary, "compacted") && !any(summary, "overtaken")) {
                throw new DeploymentException(
                        "The compaction has no time for a single day of %s to %s. Give its function more time or memory."
                                .formatted(from, to));
            }
            summary = deployment.compact(event);
        }
    }

    private static boolean any(JsonNode summary, String status) {
        return StreamSupport.stream(summary.path("days").spliterator(), false)
                .anyMatch(day -> day.path("status").asText().equals(status));
    }
}
