package dev.telegramlake.transform;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/// What some work allocates, counted by the JVM: with what interpreted code allocates. Compiled code leaves some of it
/// out, never adds to it.
final class AllocatedBytes {
    private static final int PASSES = 5;

    private AllocatedBytes() {}

    interface Work {
        void run() throws IOException, BadRecordException;
    }

    /// Of the pass that took the least: the first one also loads classes, and any can meet the work that the JVM does
    /// once.
    static long least(Work work) throws IOException, BadRecordException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
