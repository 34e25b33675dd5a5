package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CostModelTest {
    private static final CostModel MODEL = new CostModel(Prices.US_EAST_1);
    private static final List<Integer> UPDATES = List.of(10_000, 1_000_000, 100_000_000);

    @Test
    void theTableInTheDocumentIsTheCalculations() throws IOException {
        assertThat(Files.readString(Path.of("../docs/deploy.md"))).contains(table());
    }

    @Test
    void nothingIsCountedTwice() {
        Map<String, Double> parts = MODEL.monthly(1_000_000);

        assertThat(parts.get("together"))
                .isCloseTo(
                        parts.entrySet().stream()
                                .filter(part -> !part.getKey().equals("together"))
                                .mapToDouble(Map.Entry::getValue)
                                .sum(),
                        within(1e-9));
    }

    @Test
    void theEstimateOfTheAlarmIsTheSameCalculation() {
        double daily = MODEL.fixedDaily() + 100_000_000 / 30.0 * MODEL.anUpdate();
        double monthly = MODEL.monthly(100_000_000).getOrDefault("together", 0.0);

        assertThat(daily * 30).isCloseTo(monthly, within(monthly * 0.02));
    }

    @Test
    void aRecordIsBilledByFirehoseAsFiveKilobytes() {
        assertThat(MODEL.monthly(1_000_000).get("Firehose")).isCloseTo(5 * (0.029 + 0.018), within(1e-9));
    }

    private static String table() {
        String rows = MODEL.monthly(0).keySet().stream()
                .map(part -> UPDATES.stream()
                        .map(updates -> String.format(
                                Locale.ROOT, "%.2f", MODEL.monthly(updates).get(part)))
                        .collect(Collectors.joining(" | ", "| " + part + " | ", " |\n")))
                .collect(Collectors.joining());
        return "| US dollars a month | 10 thousand updates | 1 million | 100 million |\n|---|---:|---:|---:|\n" + rows;
    }
}
