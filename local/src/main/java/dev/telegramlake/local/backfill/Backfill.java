package dev.telegramlake.local.backfill;

import dev.telegramlake.local.backfill.ExportConverter.ConvertedUpdate;
import dev.telegramlake.local.lambda.LocalFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/// Brings an export into the table: each message becomes a row in the partition of the day on which it was sent, by
/// the compaction's commit. What is there already, from an earlier import, is not there twice.
public final class Backfill {
    private static final int BATCH = 400;

    private final LocalFunction transform;
    private final S3Client s3;
    private final ZoneId zone;
    private final Path temporary;
    private final InstantSource clock;
    private final DayCommit commit;

    /// @param transform the transform function
    /// @param zone      in which a day of the table begins
    /// @param temporary folder for files on their way
    /// @param clock     days that are not over by it are left out
    public Backfill(
            LocalFunction transform, S3Client s3, ZoneId zone, Path temporary, InstantSource clock, DayCommit commit) {
        this.transform = transform;
        this.s3 = s3;
        this.zone = zone;
        this.temporary = temporary;
        this.clock = clock;
        this.commit = commit;
    }

    /// Compacts a day, which commits what was imported into it.
    @FunctionalInterface
    public interface DayCommit {
        void commit(LocalDate day) throws IOException;
    }

    /// What became of an export.
    ///
    /// @param messages in the groups and channels of the file
    /// @param rows     brought in: the messages and their reactions
    /// @param tooNew   rows of days that are not over, left out
    /// @param refused  rows that the transform did not make
    /// @param days     on which rows were brought in
    public record Summary(long messages, long rows, long tooNew, long refused, SortedSet<LocalDate> days) {}

    /// Reads an export to its end, and commits its days, oldest first.
    public Summary run(InputStream export) throws IOException {
        try (Import running = new Import(LocalDate.ofInstant(clock.instant(), zone))) {
            ExportConverter converter = new ExportConverter(zone);
            TelegramExport.read(export, (chat, message) -> {
                running.messages++;
                running.add(converter.convert(chat, message));
            });
            running.flush();
            running.upload();
            for (LocalDate day : running.days) {
                commit.commit(day);
            }
            return new Summary(running.messages, running.rows, running.tooNew, running.refused, running.days);
        }
    }

    /// An export being read. Messages come in the order of time, so that one day is open at a time.
    private final class Import implements AutoCloseable {
        private final LocalDate today;
        private final TransformedRows rowsOf = new TransformedRows(transform);
        private final List<ConvertedUpdate> batch = new ArrayList<>();
        private final SortedSet<LocalDate> days = new TreeSet<>();
        private @Nullable DayFile open;
        private long messages;
        private long rows;
        private long tooNew;
        private long refused;

        private Import(LocalDate today) {
            this.today = today;
        }

        private void add(List<ConvertedUpdate> updates) throws IOException {
            batch.addAll(updates);
            if (batch.size() >= BATCH) {
                flush();
            }
        }

        private void flush() throws IOException {
            List<byte @Nullable []> transformed = rowsOf.of(batch);
            for (int i = 0; i < batch.size(); i++) {
                LocalDate day = Instant.ofEpochSecond(batch.get(i).seconds())
                        .atZone(zone)
                        .toLocalDate();
                byte[] row = transformed.get(i);
                if (!day.isBefore(today)) {
                    tooNew++;
                } else if (row == null) {
                    refused++;
                } else {
                    file(day).append(row);
                    rows++;
                }
            }
            batch.clear();
        }

        private DayFile file(LocalDate day) throws IOException {
            DayFile file = open;
            if (file == null || !file.day().equals(day)) {
                upload();
                file = new DayFile(day, temporary);
                open = file;
                days.add(day);
            }
            return file;
        }

        private void upload() throws IOException {
            if (open != null) {
                open.upload(s3);
            }
            close();
        }

        /// Removes what is on its way, also where it did not arrive.
        @Override
        public void close() throws IOException {
            DayFile file = open;
            open = null;
            if (file != null) {
                file.close();
            }
        }
    }
}
