package dev.telegramlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.AthenaQueries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void aMonthOfHistoryAndLiveChatterFillTheTable() throws Exception {
        try (LakeProcess demo = LakeProcess.start("demo", folder);
                AthenaQueries athena = new AthenaQueries(demo.aws(), demo.credentials())) {
            List<String> days = athena.await(
                            "SELECT count(DISTINCT if(update_id < 0, dt)), count_if(update_id > 0) > 5 FROM updates",
                            rows -> rows.getFirst().equals(List.of("30", "true")))
                    .getFirst();

            assertThat(days).first().isEqualTo("30");
            assertThat(athena.rows("SELECT count(*) > 2000, count(*) = count(DISTINCT message_id) FROM messages"
                            + " WHERE telegram_chat_id = -1001987654321"))
                    .containsExactly(List.of("true", "true"));
            assertThat(demo.stop()).isZero();
        }
    }
}
