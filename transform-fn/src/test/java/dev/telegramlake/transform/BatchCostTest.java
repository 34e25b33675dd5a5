package dev.telegramlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// What a whole batch costs, event and answer included, counted rather than timed. Whoever makes it dearer has to say
/// so here.
final class BatchCostTest {
    /// Bytes of memory a record, its row's included, which [FlatteningCostTest] counts: 13,846 were measured.
    private static final long ALLOCATED = 14_200;

    private static final int RECORDS = 1_000;
    private static final int PASSES = 5;

    private final TransformHandler handler = new TransformHandler();
    private final byte[] event = Batch.event(Collections.nCopies(RECORDS, FlatteningCostTest.UPDATE));

    @Test
    void aRecordOfABatchTakesNoMoreMemoryThanIsKnown() throws IOException {
        long least = Long.MAX_VALUE;
        // The first pass also loads classes, and any can meet the work that the JVM does once.
        for (int pass = 0; pass < PASSES; pass++) {
            least = Math.min(least, allocated());
        }

        assertThat(least / RECORDS).isPositive().isLessThanOrEqualTo(ALLOCATED);
    }

    private long allocated() throws IOException {
        LoggingContext context = new LoggingContext();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        handler.handleRequest(new ByteArrayInputStream(event), OutputStream.nullOutputStream(), context);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
