package dev.telegramlake.local.compaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.analytics.athena.QueryFailedException;
import dev.telegramlake.local.lambda.LocalFunction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.athena.AthenaClient;

/// Calls the compaction function, one call at a time, daily and when somebody asks. Takes a sample of the table before
/// and after, and remembers the last run.
public final class CompactionRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompactionRuns.class);

    private final LocalFunction function;
    private final AthenaClient athena;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();
    private final ReentrantLock running = new ReentrantLock();
    private volatile @Nullable ObjectNode last;
    private final DailySchedule schedule;

    /// Begins the schedule.
    ///
    /// @param zone in which a day begins
    public CompactionRuns(LocalFunction function, AthenaClient athena, InstantSource clock, ZoneId zone) {
        this.function = function;
        this.athena = athena;
        this.clock = clock;
        this.schedule = new DailySchedule(clock, zone, this::runScheduled);
    }

    /// The last run that was no dry run: when it ended, its summary or its error, and the samples.
    public Optional<ObjectNode> last() {
        return Optional.ofNullable(last);
    }

    /// Calls the function with an event, and returns its summary, with the samples in it.
    ///
    /// @throws AlreadyRunningException when another call has not ended
    /// @throws Exception               whatever the function throws
    ObjectNode run(ObjectNode event) throws Exception {
        if (!running.tryLock()) {
            throw new AlreadyRunningException();
        }
        try {
            return event.path("dryRun").asBoolean() || isOfOtherWork(event) ? summary(event) : compact(event);
        } finally {
            running.unlock();
        }
    }

    /// A commit of rows that are brought in or changed: nobody waits to see what it makes of the table.
    private static boolean isOfOtherWork(ObjectNode event) {
        return event.has("from") || event.has("change");
    }

    private ObjectNode compact(ObjectNode event) throws Exception {
        ObjectNode end = json.createObjectNode();
        try {
            JsonNode before = sample();
            ObjectNode summary = summary(event);
            summary.set("before", before);
            summary.set("after", sample());
            end.set("summary", summary);
            return summary;
        } catch (Exception failure) {
            end.put("error", String.valueOf(failure.getMessage()));
            throw failure;
        } finally {
            end.put("time", clock.instant().toString());
            last = end;
        }
    }

    private ObjectNode summary(ObjectNode event) throws Exception {
        byte[] answer = function.invoke(json.writeValueAsBytes(event)).payload();
        return (ObjectNode) json.readTree(answer);
    }

    /// Null where the table cannot be read: compaction may be what it needs.
    private JsonNode sample() throws InterruptedException {
        try {
            return json.valueToTree(TableSample.take(athena));
        } catch (QueryFailedException unreadable) {
            LOG.warn("No sample of the table", unreadable);
            return json.nullNode();
        }
    }

    private void runScheduled(Instant time) {
        try {
            run(json.createObjectNode().put("time", time.toString()));
        } catch (Exception failure) {
            LOG.error("The scheduled compaction failed", failure);
        }
    }

    @Override
    public void close() {
        schedule.close();
    }
}
