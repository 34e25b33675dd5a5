package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What one update costs, counted rather than timed. Whoever makes it dearer has to say so here.
final class FlatteningCostTest {
    static final byte[] UPDATE = """
            {"update_id":520000001,"message":{"message_id":41,"from":{"id":5000000001,"is_bot":false,\
            "first_name":"Ana","last_name":"Lima","username":"ana_lima","language_code":"pt-br"},\
            "chat":{"id":-1001234567890,"title":"Data Help","username":"data_help","type":"supergroup"},\
            "date":1772366399,"text":"ol\\u00e1 #casa","entities":[{"offset":4,"length":5,"type":"hashtag"}]}}
            """.getBytes(StandardCharsets.UTF_8);

    /// Bytes of memory.
    private static final long ALLOCATED = 4_360;

    private static final int RECORDS = 1_000;

    private final UpdateFlattener flattener = new UpdateFlattener();

    @Test
    void aMessageBecomesARowOfASizeThatIsKnown() throws Exception {
        assertThat(UPDATE).hasSize(364);
        assertThat(flattener.flatten(UPDATE, Fixture.ARRIVAL).json()).hasSize(966);
    }

    @Test
    void aMessageTakesNoMoreMemoryThanIsKnown() throws Exception {
        long least = AllocatedBytes.least(() -> {
            for (int i = 0; i < RECORDS; i++) {
                flattener.flatten(UPDATE, Fixture.ARRIVAL);
            }
        });

        assertThat(least / RECORDS).isPositive().isLessThanOrEqualTo(ALLOCATED);
    }
}
