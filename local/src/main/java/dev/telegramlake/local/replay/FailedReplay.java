package dev.telegramlake.local.replay;

import dev.telegramlake.local.change.ObjectLines;
import dev.telegramlake.local.change.TransformCalls;
import dev.telegramlake.local.change.TransformCalls.ReceivedUpdate;
import dev.telegramlake.local.change.TransformCalls.Row;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.firehose.conversion.ParquetTableFile;
import dev.telegramlake.local.firehose.conversion.RecordRefusedException;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/// Puts updates that failed into the delivery stream once more, if the transform function takes them now. They land as
/// any update does.
public final class FailedReplay {
    /// What PutRecordBatch
    /// [takes](https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html).
    private static final int MOST_RECORDS = 500;

    private static final int MOST_BYTES = 4 << 20;

    /// Ids of one query.
    private static final int MOST_IDS = 1_000;

    private final Deployment deployment;
    private final InstantSource clock;

    public FailedReplay(Deployment deployment, InstantSource clock) {
        this.deployment = deployment;
        this.clock = clock;
    }

    /// What was found.
    ///
    /// @param failed  different updates that failed, and records that are no update
    /// @param there   of these, those that the table has by now
    /// @param refused those that the function or the table still refuses
    /// @param put     those that go into the stream
    public record FailedSummary(long failed, long there, long refused, long put) {}

    /// Replays what failed on days.
    ///
    /// @param to     the last of them
    /// @param dryRun to put nothing
    public FailedSummary run(LocalDate from, LocalDate to, boolean dryRun)
            throws DeploymentException, IOException, InterruptedException {
        Map<Long, byte[]> updates = new LinkedHashMap<>();
        long[] none = new long[1];
        new FailedRecords(new ObjectLines(deployment.s3(), deployment.bucket())).read(from, to, update -> {
            OptionalLong id = RawRecords.updateId(update);
            if (id.isPresent()) {
                updates.put(id.getAsLong(), update.getBytes(StandardCharsets.UTF_8));
            } else {
                none[0]++;
            }
        });
        long failed = updates.size() + none[0];
        updates.keySet().removeAll(there(List.copyOf(updates.keySet())));
        long missing = updates.size();
        List<byte[]> taken = taken(updates.values().stream().toList());
        if (!dryRun) {
            put(taken);
        }
        return new FailedSummary(failed, failed - none[0] - missing, none[0] + missing - taken.size(), taken.size());
    }

    private Set<Long> there(List<Long> ids) throws DeploymentException, InterruptedException {
        Set<Long> there = new HashSet<>();
        for (int from = 0; from < ids.size(); from += MOST_IDS) {
            String some = ids.subList(from, Math.min(ids.size(), from + MOST_IDS)).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            deployment
                    .query("SELECT update_id FROM %s WHERE update_id IN (%s)".formatted(UpdatesTable.NAME, some))
                    .rows(row -> there.add(Long.valueOf(String.valueOf(row.getFirst()))));
        }
        return there;
    }

    private List<byte[]> taken(List<byte[]> updates) throws IOException, InterruptedException {
        List<byte[]> taken = new ArrayList<>();
        try (ParquetTableFile trial = new ParquetTableFile(OutputStream.nullOutputStream(), UpdatesTable.COLUMNS);
                TransformCalls calls = new TransformCalls(row -> {
                    if (fits(row, trial)) {
                        taken.add(row.update().data());
                    }
                })) {
            for (byte[] update : updates) {
                calls.add(new ReceivedUpdate(clock.millis(), update));
            }
            calls.finish();
        }
        return taken;
    }

    private static boolean fits(Row row, ParquetTableFile trial) throws IOException {
        byte[] json = row.json();
        if (json == null) {
            return false;
        }
        try {
            trial.append(json);
            return true;
        } catch (RecordRefusedException refused) {
            return false;
        }
    }

    private void put(List<byte[]> updates) throws DeploymentException {
        List<Record> batch = new ArrayList<>();
        int bytes = 0;
        for (byte[] update : updates) {
            Record record = record(update);
            int size = record.data().asByteArrayUnsafe().length;
            if (batch.size() == MOST_RECORDS || bytes + size > MOST_BYTES) {
                send(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(record);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            send(batch);
        }
    }

    /// One line, as the webhook puts it.
    private static Record record(byte[] update) {
        String line = new String(update, StandardCharsets.UTF_8).strip() + "\n";
        return Record.builder().data(SdkBytes.fromUtf8String(line)).build();
    }

    private void send(List<Record> batch) throws DeploymentException {
        PutRecordBatchResponse answer = deployment
                .firehose()
                .putRecordBatch(
                        put -> put.deliveryStreamName(Lake.DELIVERY_STREAM).records(batch));
        if (answer.failedPutCount() > 0) {
            throw new DeploymentException(
                    "The stream is too busy: it did not take %d of %d updates. Run it again; those that it took come once."
                            .formatted(answer.failedPutCount(), batch.size()));
        }
    }
}
