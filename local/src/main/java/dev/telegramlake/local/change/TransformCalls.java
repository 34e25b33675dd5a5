package dev.telegramlake.local.change;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.schema.PipelineSetup;
import dev.telegramlake.transform.TransformHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Puts updates through the transform function as Firehose does, several batches at a time. Rows come out in the order
/// of the updates. Memory holds a few batches.
public final class TransformCalls implements AutoCloseable {
    /// Bytes of a batch: Firehose's.
    private static final int BATCH_BYTES = PipelineSetup.TRANSFORM_BATCH_MEBIBYTES << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalFunction transform =
            LocalFunction.of("transform-fn", PipelineSetup.TRANSFORM_TIMEOUT, new TransformHandler());
    private final int atOnce = Runtime.getRuntime().availableProcessors();
    private final ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    private final Deque<Future<List<Row>>> running = new ArrayDeque<>();
    private final RowSink sink;
    private List<ReceivedUpdate> batch = new ArrayList<>();
    private int bytes;

    /// @param sink takes the rows, on the caller's thread
    public TransformCalls(RowSink sink) {
        this.sink = sink;
    }

    /// An update as Firehose received it.
    ///
    /// @param arrivalMillis since 1970 UTC
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record ReceivedUpdate(long arrivalMillis, byte[] data) {}

    /// What became of an update.
    ///
    /// @param json   null where the function refuses the update
    /// @param reason why it does; empty where it does not
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Row(ReceivedUpdate update, byte @Nullable [] json, String reason) {}

    /// Takes what becomes of the updates.
    @FunctionalInterface
    public interface RowSink {
        void accept(Row row) throws IOException;
    }

    /// Adds an update.
    public void add(ReceivedUpdate update) throws IOException, InterruptedException {
        batch.add(update);
        bytes += update.data().length;
        if (bytes >= BATCH_BYTES) {
            call();
        }
    }

    private void call() throws IOException, InterruptedException {
        List<ReceivedUpdate> updates = batch;
        batch = new ArrayList<>();
        bytes = 0;
        running.add(threads.submit(() -> rows(updates)));
        while (running.size() > 2 * atOnce) {
            drain(running.remove());
        }
    }

    /// Waits for what is under way.
    public void finish() throws IOException, InterruptedException {
        call();
        while (!running.isEmpty()) {
            drain(running.remove());
        }
    }

    private void drain(Future<List<Row>> call) throws IOException, InterruptedException {
        try {
            for (Row row : call.get()) {
                sink.accept(row);
            }
        } catch (ExecutionException failed) {
            throw new IOException("The transform function failed: " + failed.getCause(), failed);
        }
    }

    private List<Row> rows(List<ReceivedUpdate> updates) throws Exception {
        Map<String, byte[]> made = new HashMap<>();
        LocalFunction.Invocation call = transform.invoke(event(updates));
        for (JsonNode record : JSON.readTree(call.payload()).path("records")) {
            if (record.path("result").asText().equals("Ok")) {
                made.put(record.path("recordId").asText(), record.path("data").binaryValue());
            }
        }
        List<Row> rows = new ArrayList<>(updates.size());
        for (int i = 0; i < updates.size(); i++) {
            byte[] row = made.get(String.valueOf(i));
            rows.add(new Row(updates.get(i), row, row == null ? reason(call, i) : ""));
        }
        return rows;
    }

    /// The function's log line names the reasons of the first records that it refuses.
    private static String reason(LocalFunction.Invocation call, int record) throws IOException {
        return JSON.readTree(call.log().getLast())
                .path("reasons")
                .path(String.valueOf(record))
                .asText("see the reasons of the others");
    }

    private static byte[] event(List<ReceivedUpdate> updates) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(event)) {
            json.writeStartObject();
            json.writeArrayFieldStart("records");
            for (int i = 0; i < updates.size(); i++) {
                json.writeStartObject();
                json.writeStringField("recordId", String.valueOf(i));
                json.writeNumberField(
                        "approximateArrivalTimestamp", updates.get(i).arrivalMillis());
                json.writeBinaryField("data", updates.get(i).data());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return event.toByteArray();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
