package dev.telegramlake.local.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.firehose.DeliveryCounts;
import dev.telegramlake.local.firehose.DeliveryStream;
import dev.telegramlake.local.firehose.FailedRecord;
import dev.telegramlake.local.gateway.WebhookCounts;
import dev.telegramlake.local.http.JsonAnswers;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What came in and what became of it, as JSON. Holds counts, times and reasons; nothing of what was said.
public final class StatusApi {
    private final ObjectMapper json = new ObjectMapper();
    private final DeliveryStream stream;
    private final WebhookCounts webhook;
    private final Supplier<Optional<ObjectNode>> lastCompaction;
    private final WebhookToSql lag;
    private final FailureReasons reasons;
    private final Map<String, String> facts;

    /// @param lastCompaction what the compaction's last run has done
    /// @param reasons        why records failed
    /// @param facts          what does not change while the pipeline runs, for the page to show
    public StatusApi(
            DeliveryStream stream,
            WebhookCounts webhook,
            Supplier<Optional<ObjectNode>> lastCompaction,
            WebhookToSql lag,
            FailureReasons reasons,
            Map<String, String> facts) {
        this.stream = stream;
        this.webhook = webhook;
        this.lastCompaction = lastCompaction;
        this.lag = lag;
        this.reasons = reasons;
        this.facts = Map.copyOf(facts);
    }

    /// `GET /api/status`: counts of each stage since the start.
    public void status(Context http) {
        DeliveryCounts counts = stream.counts();
        ObjectNode status = json.createObjectNode();
        facts.forEach(status::put);
        status.put("stream", stream.settings().name());
        status.put("started", stream.opened().toString());
        status.put("zone", stream.settings().timeZone().getId());
        status.put("bufferSeconds", stream.settings().buffering().interval().toSeconds());
        status.put("received", webhook.receivedRequests());
        ObjectNode rejected = status.putObject("rejected");
        webhook.rejected().forEach(rejected::put);
        status.put("accepted", counts.accepted());
        status.putObject("buffered").put("records", counts.bufferedRecords()).put("bytes", counts.bufferedBytes());
        status.put("transformed", counts.transformed());
        status.put("dropped", counts.dropped());
        status.putObject("failed")
                .put("transform", counts.transformFailures())
                .put("conversion", counts.conversionFailures());
        status.putObject("delivered")
                .put("files", counts.deliveredFiles())
                .put("rows", counts.deliveredRows())
                .put("bytes", counts.deliveredBytes());
        status.put("damagedJournalEntries", counts.damagedEntries());
        status.put("lastDelivery", text(counts.lastDelivery().map(Instant::toString)));
        status.put("lastDeliveryError", text(counts.lastError()));
        status.set("lastCompaction", lastCompaction.get().orElse(null));
        lag.look()
                .ifPresent(measured -> status.putObject("webhookToSql")
                        .put("millis", measured.duration().toMillis())
                        .put("measured", measured.at().toString()));
        JsonAnswers.write(http, status);
    }

    /// `GET /api/failed`: the records that were not made into rows since the start, newest last.
    public void failed(Context http) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode failed = answer.putArray("failed");
        List<FailedRecord> records = stream.failed();
        for (FailedRecord record : records) {
            failed.addObject()
                    .put("arrival", record.arrival().toString())
                    .put("type", record.type())
                    .put("code", record.code())
                    .put("reason", text(reasons.of(record.recordId())))
                    .put("message", record.message())
                    .put("attempts", record.attempts())
                    .put("object", record.objectKey());
        }
        JsonAnswers.write(http, answer);
    }

    private static @Nullable String text(Optional<String> value) {
        return value.orElse(null);
    }
}
