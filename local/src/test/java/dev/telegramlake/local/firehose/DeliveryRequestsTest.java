package dev.telegramlake.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.HandClock;
import dev.telegramlake.local.wire.CountingHttp;
import dev.telegramlake.schema.Lake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/// How many requests a delivery makes: each costs its price, and a way to the service and back.
final class DeliveryRequestsTest {
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    @RegisterExtension
    final S3 s3 = new S3(Lake.BUCKET);

    @TempDir
    Path temporary;

    private final CountingHttp network = new CountingHttp();
    private final HandClock clock = new HandClock(Instant.parse("2026-09-01T22:30:00.250Z"));

    private void deliver(List<String> records) throws Exception {
        try (S3Client client = s3.client(network);
                DeliveryStream stream = DeliveryStream.openWithoutTimer(
                        DeliveryStreamSettings.ofLake(ZoneOffset.UTC, INTERVAL),
                        temporary.resolve("journal"),
                        client,
                        Functions.identity(),
                        clock,
                        DeliveryListener.NONE)) {
            stream.put(records.stream()
                    .map(record -> record.getBytes(StandardCharsets.UTF_8))
                    .toList());
            clock.advance(INTERVAL);
            stream.tick();
        }
    }

    private static List<String> updates(int count) {
        return IntStream.range(0, count)
                .mapToObj("{\"update_id\":%d}\n"::formatted)
                .toList();
    }

    @Test
    void aBufferIsTwoRequests() throws Exception {
        deliver(updates(500));

        // one object under raw/, one under updates/
        assertThat(network.requests()).isEqualTo(Map.of("PUT", 2));
    }

    @Test
    void recordsThatFailAreOneRequestMore() throws Exception {
        List<String> records = new ArrayList<>(updates(10));
        records.add("no json\n");
        records.add("nor is this\n");
        deliver(records);

        // as above, and one object under errors/ with both
        assertThat(network.requests()).isEqualTo(Map.of("PUT", 3));
    }
}
