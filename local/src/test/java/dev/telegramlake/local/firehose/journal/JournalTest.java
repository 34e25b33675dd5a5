package dev.telegramlake.local.firehose.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");
    private static final JournalLimits LIMITS = JournalLimits.withBacklog(2 << 20);

    @TempDir
    Path temporary;

    private Journal open(Path folder) throws IOException {
        return Journal.open(folder, LIMITS, InstantSource.fixed(NOW));
    }

    private static List<byte[]> bytes(String... records) {
        return Stream.of(records)
                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /// All records, oldest first.
    static List<String> read(Journal journal) throws IOException {
        List<String> records = new ArrayList<>();
        for (Segment segment : journal.cut(Long.MAX_VALUE)) {
            try (SegmentReader reader = SegmentReader.open(segment)) {
                for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                    records.add(new String(record.data(), StandardCharsets.UTF_8));
                }
            }
        }
        return records;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static Path onlySegment(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Segment::isSegment).findFirst().orElseThrow();
        }
    }

    private static void overwrite(Path file, long place, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), place);
        }
    }

    private static int placeOf(Path file, String data) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(data);
    }

    @Test
    void recordsComeBackInOrderWithTheirIdAndArrival() throws Exception {
        try (Journal journal = open(temporary)) {
            List<RecordId> ids = journal.append(bytes("one", "", "three"));

            assertThat(journal.backlog().records()).isEqualTo(3);
            assertThat(journal.backlog().dataBytes()).isEqualTo(8);
            assertThat(journal.backlog().oldestArrival()).contains(NOW);
            try (SegmentReader reader =
                    SegmentReader.open(journal.cut(Long.MAX_VALUE).getFirst())) {
                for (RecordId id : ids) {
                    assertThat(reader.next()).satisfies(record -> {
                        assertThat(record.id()).isEqualTo(id);
                        assertThat(record.arrivalMillis()).isEqualTo(NOW.toEpochMilli());
                    });
                }
            }
            assertThat(read(journal)).containsExactly("one", "", "three");
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAKillIsThereAfterwards() throws Exception {
        Path killed = temporary.resolve("killed");
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> beforeTheKill;
        try (Journal journal = open(temporary.resolve("running"));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < 50; caller++) {
                int number = caller;
                calls.add(callers.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        String data = number + "-" + i;
                        journal.append(bytes(data));
                        acknowledged.add(data);
                    }
                    return null;
                }));
            }
            calls.getFirst().get();
            beforeTheKill = Set.copyOf(acknowledged);
            copy(temporary.resolve("running"), killed);
            for (Future<?> call : calls) {
                call.get();
            }
            assertThat(read(journal)).hasSize(1_000).containsAll(acknowledged);
        }

        try (Journal recovered = open(killed)) {
            assertThat(read(recovered)).containsAll(beforeTheKill).doesNotHaveDuplicates();
            assertThat(recovered.damaged()).isZero();
        }
    }

    @Test
    void whatIsRemovedIsGoneAndWhatIsNotStays() throws Exception {
        try (Journal journal = open(temporary)) {
            journal.append(bytes("delivered"));
            List<Segment> delivered = journal.cut(Long.MAX_VALUE);
            journal.append(bytes("waiting"));
            journal.remove(delivered);
            assertThat(journal.backlog().records()).isEqualTo(1);
        }

        try (Journal reopened = open(temporary)) {
            assertThat(read(reopened)).containsExactly("waiting");
        }
    }

    @Test
    void aTornLastEntryIsCutOff() throws Exception {
        try (Journal journal = open(temporary)) {
            journal.append(bytes("whole"));
            journal.append(bytes("torn apart"));
        }
        Path segment = onlySegment(temporary);
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(segment) - 3);
        }

        try (Journal reopened = open(temporary)) {
            assertThat(read(reopened)).containsExactly("whole");
            assertThat(reopened.damaged()).isZero();
            assertThat(Files.size(segment))
                    .isEqualTo(EntryFormat.FILE_HEADER_BYTES + EntryFormat.entryBytes("whole".length()));
        }
    }

    @Test
    void anEmptySegmentOfACrashIsRemoved() throws Exception {
        Files.write(Segment.file(temporary, 0), new byte[] {'T', 'L'});

        try (Journal journal = open(temporary)) {
            assertThat(journal.backlog().records()).isZero();
            assertThat(Segment.file(temporary, 0)).doesNotExist();
        }
    }

    @Test
    void anEntryWithAWrongChecksumIsCountedAndTheOthersAreRead() throws Exception {
        try (Journal journal = open(temporary)) {
            journal.append(bytes("first", "second", "third"));
        }
        Path segment = onlySegment(temporary);
        overwrite(segment, placeOf(segment, "second"), new byte[] {'S'});

        try (Journal reopened = open(temporary)) {
            assertThat(reopened.damaged()).isEqualTo(1);
            List<Segment> segments = reopened.cut(Long.MAX_VALUE);
            assertThat(read(reopened)).containsExactly("first", "third");
            reopened.remove(segments);
        }
        assertThat(segment).doesNotExist();
        assertThat(Path.of(segment + ".damaged")).exists();
    }

    @Test
    void aDamagedLengthDoesNotHideTheEntriesBehindIt() throws Exception {
        try (Journal journal = open(temporary)) {
            journal.append(bytes("first", "second", "third"));
        }
        Path segment = onlySegment(temporary);
        int secondEntry = EntryFormat.FILE_HEADER_BYTES + EntryFormat.entryBytes("first".length());
        overwrite(segment, secondEntry, new byte[] {0x7f});

        try (Journal reopened = open(temporary)) {
            assertThat(reopened.damaged()).isEqualTo(1);
            assertThat(read(reopened)).containsExactly("first", "third");
        }
    }

    @Test
    void anEntryInsideARecordIsNeverTakenForOne() throws Exception {
        byte[] inner = "inner".getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry = ByteBuffer.allocate(EntryFormat.entryBytes(inner.length));
        entry.put(EntryFormat.head(0, new RecordId(1, 1), 0, inner)).put(inner);
        try (Journal journal = open(temporary)) {
            journal.append(List.of("first".getBytes(StandardCharsets.UTF_8), entry.array(), inner));
        }
        int secondEntry = EntryFormat.FILE_HEADER_BYTES + EntryFormat.entryBytes("first".length());
        overwrite(onlySegment(temporary), secondEntry, new byte[] {0x7f});

        try (Journal reopened = open(temporary)) {
            assertThat(read(reopened)).containsExactly("first", "inner");
        }
    }

    @Test
    void aFullSegmentIsClosedAndCutGivesTheOldestFirst() throws Exception {
        JournalLimits small = new JournalLimits(1 << 20, 100, 1 << 20);
        try (Journal journal = Journal.open(temporary, small, InstantSource.fixed(NOW))) {
            for (int i = 0; i < 6; i++) {
                journal.append(bytes("record number " + i + " ".repeat(60)));
            }

            assertThat(journal.cut(1)).hasSize(1);
            assertThat(journal.cut(100)).hasSize(2);
            assertThat(journal.cut(Long.MAX_VALUE)).hasSize(6);
            assertThat(read(journal))
                    .extracting(String::strip)
                    .startsWith("record number 0")
                    .hasSize(6);
        }
    }

    @Test
    void aBacklogOverTheLimitIsRefused() throws Exception {
        try (Journal journal = Journal.open(temporary, JournalLimits.withBacklog(10), InstantSource.fixed(NOW))) {
            journal.append(bytes("12345678"));

            assertThatThrownBy(() -> journal.append(bytes("123")))
                    .isInstanceOf(JournalUnavailableException.class)
                    .hasMessage("8 bytes wait for their delivery, 10 are allowed");
            journal.append(bytes("12"));
        }
    }

    @Test
    void aRecordThatCouldNotBeReadAgainIsRefused() throws Exception {
        try (Journal journal = open(temporary)) {
            assertThatThrownBy(() -> journal.append(List.of(new byte[(1_000 << 10) + 1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A record has 1024001 bytes, at most 1024000 are allowed");
            journal.append(List.of(new byte[1_000 << 10]));
            assertThat(read(journal)).hasSize(1);
        }
    }

    @Test
    void aDiskThatRefusesIsReportedAndTheJournalGoesOnWhenItRecovers() throws Exception {
        Path folder = temporary.resolve("journal");
        try (Journal journal = open(folder)) {
            journal.append(bytes("before"));
            journal.remove(journal.cut(Long.MAX_VALUE));
            Files.delete(folder.resolve("lock"));
            Files.delete(folder);

            assertThatThrownBy(() -> journal.append(bytes("lost")))
                    .isInstanceOf(JournalUnavailableException.class)
                    .hasMessageStartingWith("The journal cannot be written");

            Files.createDirectory(folder);
            journal.append(bytes("after"));
            assertThat(read(journal)).containsExactly("after");
        }
    }

    @Test
    void aSecondJournalOnTheSameFolderIsRefused() throws Exception {
        try (Journal journal = open(temporary)) {
            assertThatThrownBy(() -> open(temporary))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use")
                    .hasMessageContaining(temporary.toRealPath().toString());
            journal.append(bytes("still works"));
        }
        open(temporary).close();
    }

    @Test
    void aClosedJournalTakesNothing() throws Exception {
        Journal journal = open(temporary);
        journal.close();

        assertThatThrownBy(() -> journal.append(bytes("late"))).isInstanceOf(JournalUnavailableException.class);
    }

    @Test
    void aSegmentOfAnotherVersionIsNamedAndNotTouched() throws Exception {
        Path folder = temporary.resolve("journal");
        try (Journal journal = open(folder)) {
            journal.append(bytes("one", "two"));
        }
        Path segment = files(folder).getFirst();
        byte[] other = Files.readAllBytes(segment);
        System.arraycopy("TLFHJ000".getBytes(StandardCharsets.US_ASCII), 0, other, 0, 8);
        Files.write(segment, other);

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(segment.toString())
                .hasMessageContaining("another version");
        assertThat(Files.readAllBytes(segment)).isEqualTo(other);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*[0-9].*"))
                    .toList();
        }
    }
}
