package dev.telegramlake.bench;

import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.bench.contest.Contest;
import dev.telegramlake.bench.lambda.Events;
import dev.telegramlake.bench.peer.PojoTransformHandler;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.transform.TransformHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The transform function on one batch of Firehose, bytes in, bytes out: ours, and a handler on event classes with a
/// Jackson tree.
final class Transform {
    private static final String PEER = "event classes, Jackson tree";
    private static final int BATCH_BYTES = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Transform() {}

    /// Checks and measures, or works as one contender.
    ///
    /// @param arguments the contender whose process this is; none for the whole measurement
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        List<byte[]> updates = UpdateMix.fill(BATCH_BYTES);
        byte[] event = Events.batch(updates, UpdateMix.ARRIVAL_MILLIS);
        if (arguments.length > 0) {
            LocalFunction function = function(arguments[0]);
            Contest.serve(() -> {
                if (function.invoke(event).payload().length < event.length) {
                    throw new IOException("an answer that is shorter than its event");
                }
                return updates.size();
            });
            return;
        }
        checkAnswers(event, updates.size());
        try (Contest contest = new Contest("Transform", "record")) {
            contest.enter(Contest.OURS, 0, Transform.class, List.of(Contest.OURS));
            contest.enter(PEER, 2.5, Transform.class, List.of(PEER));
            for (Map.Entry<String, Double> nanos : contest.run().entrySet()) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "Transform: a batch of %,d records takes %.1f ms: %s",
                        updates.size(),
                        updates.size() * nanos.getValue() / 1e6,
                        nanos.getKey()));
            }
        }
    }

    private static LocalFunction function(String contender) {
        return contender.equals(Contest.OURS)
                ? LocalFunction.of("transform", Duration.ofMinutes(1), new TransformHandler())
                : LocalFunction.of(
                        "transform",
                        Duration.ofMinutes(1),
                        KinesisFirehoseEvent.class,
                        KinesisAnalyticsInputPreprocessingResponse.class,
                        new PojoTransformHandler());
    }

    private static void checkAnswers(byte[] event, int records) throws Exception {
        byte[] ours = function(Contest.OURS).invoke(event).payload();
        byte[] peer = function(PEER).invoke(event).payload();
        requireSame(ours, peer, records);
        System.out.printf(
                Locale.ROOT,
                "Transform: a batch of %,d records in an event of %,d bytes becomes an answer of %,d bytes, with the"
                        + " same rows in both%n",
                records,
                event.length,
                ours.length);
    }

    /// Compares the answers by what they say of each record, and its row by its columns.
    static void requireSame(byte[] ours, byte[] peer, int records) throws IOException {
        JsonNode one = MAPPER.readTree(ours).path("records");
        JsonNode other = MAPPER.readTree(peer).path("records");
        if (one.size() != records || other.size() != records) {
            throw new IOException("%d and %d records instead of %d".formatted(one.size(), other.size(), records));
        }
        for (int i = 0; i < records; i++) {
            if (!record(one.path(i)).equals(record(other.path(i)))) {
                throw new IOException("Other rows:%n%s%n%s".formatted(record(one.path(i)), record(other.path(i))));
            }
        }
    }

    private static ObjectNode record(JsonNode record) throws IOException {
        if (!record.path("result").asText().equals("Ok")) {
            throw new IOException("A record failed: " + record);
        }
        return ((ObjectNode) record.deepCopy())
                .set("data", MAPPER.readTree(record.path("data").binaryValue()));
    }
}
