package dev.telegramlake.local.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the pipeline says of itself under `/api/status`.
final class Status {
    private static final int COUNTED = 5;

    private final PipelineUnderTest pipeline;
    private final ObjectMapper json = new ObjectMapper();

    Status(PipelineUnderTest pipeline) {
        this.pipeline = pipeline;
    }

    JsonNode now() throws IOException {
        try (InputStream answer = pipeline.page().resolve("api/status").toURL().openStream()) {
            return json.readTree(answer);
        }
    }

    /// Waits until everything is delivered; false when the time is over.
    boolean awaitEmptyBuffer(Duration time) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (now().path("buffered").path("records").asLong() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /// Sends some of each kind that is not stored, undisturbed, and compares the counts.
    List<String> countsEveryRejection(Telegram telegram, Strangers strangers) throws IOException, InterruptedException {
        JsonNode before = now().path("rejected");
        for (int i = 0; i < COUNTED; i++) {
            strangers.sendOne(true);
            strangers.sendOne(false);
            telegram.post(
                    "{\"update_id\":%d,\"message\":{\"chat\":{\"id\":5,\"type\":\"private\"}}}".formatted(i + 1),
                    PipelineProcess.SECRET);
        }
        JsonNode after = now().path("rejected");
        List<String> differences = new ArrayList<>();
        for (String reason : List.of("bad_secret", "bad_json", "unwanted_chat")) {
            long counted = after.path(reason).asLong() - before.path(reason).asLong();
            if (counted != COUNTED) {
                differences.add("%d of %d %s were counted".formatted(counted, COUNTED, reason));
            }
        }
        return differences;
    }
}
