package dev.telegramlake.local.firehose;

import dev.telegramlake.local.firehose.conversion.ParquetTableFile;
import dev.telegramlake.local.firehose.conversion.RecordRefusedException;
import dev.telegramlake.local.firehose.journal.JournalRecord;
import dev.telegramlake.local.firehose.journal.Segment;
import dev.telegramlake.local.firehose.journal.SegmentReader;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns one buffer into the files that are to be uploaded: the backup of the records as they came, the Parquet file
/// of those that could be transformed and converted, and the errors of the others.
///
/// The buffer is read from disk record by record and the files are written to disk: memory holds one batch for the
/// function and one row group.
final class BufferToObjects implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BufferToObjects.class);

    private final ErrorLine errorLine;
    private final RecordTransform transform;
    private final InstantSource clock;
    private final int batchBytes;
    private final DraftObject raw;
    private final DraftObject landing;
    private final ParquetTableFile rows;
    private final ErrorOutput processingFailed;
    private final ErrorOutput conversionFailed;
    private long transformed;
    private long dropped;

    /// @param folder empty; the files stay there until they are uploaded
    BufferToObjects(DeliveryStreamSettings settings, RecordTransform transform, InstantSource clock, Path folder)
            throws IOException {
        this.transform = transform;
        this.clock = clock;
        errorLine = new ErrorLine(settings);
        batchBytes = settings.transform().batchBytes();
        raw = new DraftObject(folder.resolve("raw"));
        landing = new DraftObject(folder.resolve("landing"));
        rows = new ParquetTableFile(landing.out(), UpdatesTable.COLUMNS);
        processingFailed = new ErrorOutput("processing-failed", folder.resolve("processing-failed"));
        conversionFailed = new ErrorOutput("format-conversion-failed", folder.resolve("format-conversion-failed"));
    }

    PreparedDelivery prepare(List<Segment> segments, ObjectNames names) throws IOException, InterruptedException {
        List<JournalRecord> batch = new ArrayList<>();
        int bytes = 0;
        for (Segment segment : segments) {
            long records = 0;
            try (SegmentReader reader = SegmentReader.open(segment)) {
                for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                    records++;
                    raw.append(record.arrivalMillis(), record.data());
                    if (!batch.isEmpty() && bytes + record.data().length > batchBytes) {
                        deliver(batch);
                        batch.clear();
                        bytes = 0;
                    }
                    batch.add(record);
                    bytes += record.data().length;
                }
            }
            if (records < segment.records()) {
                LOG.error("{} had {} records, but only {} can be read now", segment.file(), segment.records(), records);
            }
        }
        if (!batch.isEmpty()) {
            deliver(batch);
        }
        return finish(segments, names);
    }

    private void deliver(List<JournalRecord> batch) throws IOException, InterruptedException {
        List<TransformOutcome> outcomes = transform.apply(batch);
        for (int i = 0; i < batch.size(); i++) {
            JournalRecord record = batch.get(i);
            switch (outcomes.get(i)) {
                case TransformOutcome.Ok ok -> convert(record, ok.data());
                case TransformOutcome.Dropped none -> dropped++;
                case TransformOutcome.Failed failed ->
                    processingFailed.add(
                            record, errorLine.of(record, failed), failed.code(), failed.message(), failed.attempts());
            }
        }
    }

    private void convert(JournalRecord record, byte[] data) throws IOException {
        transformed++;
        try {
            rows.append(data);
            landing.holds(record.arrivalMillis());
        } catch (RecordRefusedException refusal) {
            byte[] line = errorLine.of(record, data, refusal, clock.millis());
            conversionFailed.add(record, line, refusal.code(), refusal.text(), 1);
        }
    }

    private PreparedDelivery finish(List<Segment> segments, ObjectNames names) throws IOException {
        List<OutgoingObject> objects = new ArrayList<>();
        List<FailedRecord> failures = new ArrayList<>();
        close();
        if (!raw.isEmpty()) {
            objects.add(new OutgoingObject(raw.file(), names.raw(raw.oldest()), Optional.empty()));
        }
        processingFailed.finish(names, objects, failures);
        conversionFailed.finish(names, objects, failures);
        if (!landing.isEmpty()) {
            objects.add(new OutgoingObject(
                    landing.file(), names.landing(landing.oldest()), Optional.of(names.day(landing.oldest()))));
        }
        return new PreparedDelivery(
                segments,
                objects,
                failures,
                new DeliveryTally(
                        transformed,
                        dropped,
                        processingFailed.records(),
                        conversionFailed.records(),
                        landing.isEmpty() ? 0 : 1,
                        rows.rows(),
                        landing.isEmpty() ? 0 : Files.size(landing.file())),
                landing.isEmpty() ? Optional.empty() : Optional.of(landing.oldest()));
    }

    @Override
    public void close() throws IOException {
        try (raw;
                landing;
                rows;
                processingFailed;
                conversionFailed) {
            // closes all of them, also where one cannot be closed
        }
    }
}
