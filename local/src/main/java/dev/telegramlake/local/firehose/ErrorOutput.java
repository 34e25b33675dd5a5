package dev.telegramlake.local.firehose;

import dev.telegramlake.local.firehose.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The error object of one type: a line for every failed record, and the newest failures to show.
final class ErrorOutput implements AutoCloseable {
    /// As many failures are kept to show; all of them are in the object.
    static final int SHOWN = 1_000;

    private final String type;
    private final DraftObject draft;
    private final Deque<Failure> newest = new ArrayDeque<>();
    private long records;

    private record Failure(String recordId, Instant arrival, String code, String message, int attempts) {}

    ErrorOutput(String type, Path file) throws IOException {
        this.type = type;
        draft = new DraftObject(file);
    }

    void add(JournalRecord record, byte[] line, String code, String message, int attempts) throws IOException {
        draft.append(record.arrivalMillis(), line);
        records++;
        if (newest.size() == SHOWN) {
            newest.removeFirst();
        }
        newest.add(new Failure(
                record.id().toString(), Instant.ofEpochMilli(record.arrivalMillis()), code, message, attempts));
    }

    long records() {
        return records;
    }

    /// Adds the object and the failures in it, where there are any.
    void finish(ObjectNames names, List<OutgoingObject> objects, List<FailedRecord> failures) throws IOException {
        draft.close();
        if (draft.isEmpty()) {
            return;
        }
        String key = names.error(type, draft.oldest());
        objects.add(new OutgoingObject(draft.file(), key, Optional.empty()));
        for (Failure failure : newest) {
            failures.add(new FailedRecord(
                    failure.recordId(),
                    failure.arrival(),
                    type,
                    failure.code(),
                    failure.message(),
                    failure.attempts(),
                    key));
        }
    }

    @Override
    public void close() throws IOException {
        draft.close();
    }
}
