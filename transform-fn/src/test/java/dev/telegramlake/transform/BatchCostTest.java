package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// What a whole batch costs, event and answer included, counted rather than timed. Whoever makes it dearer has to say
/// so here.
final class BatchCostTest {
    /// Bytes of memory a record, its row's included, which [FlatteningCostTest] counts: 6,821 were measured.
    private static final long ALLOCATED = 7_000;

    private static final int RECORDS = 1_000;

    private final TransformHandler handler = new TransformHandler();
    private final byte[] event = Batch.event(Collections.nCopies(RECORDS, FlatteningCostTest.UPDATE));

    @Test
    void aRecordOfABatchTakesNoMoreMemoryThanIsKnown() throws Exception {
        long least = AllocatedBytes.least(() -> handler.handleRequest(
                new ByteArrayInputStream(event), OutputStream.nullOutputStream(), new LoggingContext()));

        assertThat(least / RECORDS).isPositive().isLessThanOrEqualTo(ALLOCATED);
    }
}
