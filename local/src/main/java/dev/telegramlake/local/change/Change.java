package dev.telegramlake.local.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.compaction.LakeDays;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A change of rows on its way: staged day by day, then committed by the compaction. What is staged changes nothing;
/// each day is committed as a whole.
public final class Change {
    /// Another run may commit a day first; then the next try finds what it left.
    private static final int MOST_TRIES = 10;

    private final Deployment deployment;
    private final String bucket;
    private final LakeDays days;
    private final String id;
    private final List<String> staged = new ArrayList<>();
    private final SortedSet<LocalDate> changed = new TreeSet<>();

    /// @param what the id begins with, for people who see it in a manifest
    public Change(Deployment deployment, String what, Instant now) throws DeploymentException {
        this.deployment = deployment;
        this.bucket = deployment.bucket();
        this.days = new LakeDays(deployment.s3(), bucket);
        this.id = what + "-" + RunId.at(now);
    }

    /// Stages rows that take the place of a day's rows of the same updates, or are added.
    public void stageRows(LocalDate day, Path parquet) {
        stage(day, LakeDays.changedRows(day, id, staged.size()), parquet);
    }

    /// Stages the `update_id`s of rows to take out.
    public void stageRemoved(LocalDate day, Path parquet) {
        stage(day, LakeDays.removedRows(day, id, staged.size()), parquet);
    }

    private void stage(LocalDate day, String key, Path parquet) {
        staged.add(key);
        deployment.s3().putObject(put -> put.bucket(bucket).key(key), parquet);
        changed.add(day);
    }

    /// Days for which something is staged.
    public SortedSet<LocalDate> days() {
        return changed;
    }

    /// Commits all days, oldest first.
    ///
    /// @param retire to delete what is replaced at once
    /// @throws DeploymentException when a day could not be committed; those before it are
    public void commit(boolean retire) throws DeploymentException, InterruptedException {
        SortedSet<LocalDate> left = new TreeSet<>(changed);
        for (int attempt = 0; attempt < MOST_TRIES && !left.isEmpty(); attempt++) {
            ObjectNode event = new ObjectMapper()
                    .createObjectNode()
                    .put("from", left.getFirst().toString())
                    .put("to", left.getLast().toString())
                    .put("change", id)
                    .put("retire", retire);
            JsonNode summary = deployment.compact(event);
            int before = left.size();
            left.removeIf(day -> days.isMade(day, id));
            if (summary.hasNonNull("stopped") && left.size() < before) {
                attempt = 0;
            }
        }
        if (!left.isEmpty()) {
            throw new DeploymentException(
                    "%s could not be committed; run it again. See the compaction's log.".formatted(left));
        }
    }

    /// Removes what is staged.
    public void discard() {
        for (String key : staged) {
            deployment.s3().deleteObject(delete -> delete.bucket(bucket).key(key));
        }
        staged.clear();
    }
}
