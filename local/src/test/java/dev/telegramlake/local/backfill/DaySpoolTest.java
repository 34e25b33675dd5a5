package dev.telegramlake.local.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.change.TransformCalls.ReceivedUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DaySpoolTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir
    Path folder;

    @Test
    void whatComesInAnyOrderIsReadDayByDayHoweverMuchItIs() throws IOException, InterruptedException {
        String padding = "x".repeat(1000);
        List<LocalDate> days;
        List<Long> ofOneDay = new ArrayList<>();

        try (DaySpool spool = new DaySpool(folder.resolve("spool"))) {
            for (int i = 0; i < 100_000; i++) { // three times what memory holds
                spool.add(DAY.plusDays(i % 7), new ReceivedUpdate(i, (i + padding).getBytes(UTF_8)));
            }
            days = List.copyOf(spool.days());
            spool.read(DAY.plusDays(3), update -> {
                assertThat(new String(update.data(), UTF_8)).isEqualTo(update.arrivalMillis() + padding);
                ofOneDay.add(update.arrivalMillis());
            });
        }

        assertThat(days).hasSize(7).isSorted();
        assertThat(ofOneDay).hasSize(14_286).isSorted().allMatch(i -> i % 7 == 3);
    }

    @Test
    void itsFileIsGoneAtItsEnd() throws IOException, InterruptedException {
        try (DaySpool spool = new DaySpool(folder.resolve("spool"))) {
            spool.add(DAY, new ReceivedUpdate(1, new byte[9]));
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
