package dev.telegramlake.local.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.wire.CountingHttp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How many requests a run makes: each costs its price, and a way to the service and back.
final class CompactionRequestsTest {
    private static final int FILES = 10;

    /// So that the days before add as few requests as they can.
    private static final Map<String, String> ONE_DAY = Map.of("LOOKBACK_DAYS", "1");

    @RegisterExtension
    static final CompactionLab LAB = new CompactionLab();

    private final CountingHttp s3 = new CountingHttp();
    private final CountingHttp athena = new CountingHttp();

    private void compact(String event) throws Exception {
        s3.requests().clear();
        athena.requests().clear();
        LAB.compact(event, ONE_DAY, LAB.s3(s3), LAB.athena(athena));
        // asked for until the statement has ended
        athena.requests().remove("GetQueryExecution");
    }

    @Test
    void aRunMakesNoRequestMoreThanItNeeds() throws Exception {
        LocalDate day = LAB.yesterday();
        for (int file = 0; file < FILES; file++) {
            LAB.landing().land(day, "%04d".formatted(file), Landing.updates(1 + file * 10, 10, file));
        }

        compact("{}");

        assertThat(s3.requests())
                .isEqualTo(Map.of(
                        // landing files, imports and runs of five days; manifests before and after the switch; the day
                        // again before anything of it is retired
                        "LIST", 5 * 3 + 2 + 3,
                        // the files; the run, read back; the manifest at each of the last three listings
                        "GET", FILES + 1 + 3,
                        // the run and the manifest
                        "PUT", 2));
        // add partitions, set the location, repair
        assertThat(athena.requests()).isEqualTo(Map.of("StartQueryExecution", 3));

        compact("{}");

        // five days again, of which one has a manifest: nothing was done, and so nothing is read twice
        assertThat(s3.requests()).isEqualTo(Map.of("LIST", 5 * 3, "GET", 1));
        // add partitions, set the location of the one run, repair
        assertThat(athena.requests()).isEqualTo(Map.of("StartQueryExecution", 3));

        LAB.clock().advance(Duration.ofHours(49));
        compact("{\"date\":\"%s\"}".formatted(day));

        assertThat(s3.requests())
                .isEqualTo(Map.of(
                        // the day, the ones before and after it; manifests before and after the partition is set
                        "LIST", 3 * 3 + 2,
                        // the manifest, at each listing that has it
                        "GET", 3,
                        // all landing files at once
                        "DELETE", 1));
        // as above, and the location once more before anything is deleted
        assertThat(athena.requests()).isEqualTo(Map.of("StartQueryExecution", 4));
    }
}
