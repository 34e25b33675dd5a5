package dev.telegramlake.bench.contest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/// Whose CPU time and memory count. The compiler's and the garbage collector's threads never do.
public enum Meter {
    /// That of the working thread.
    THREAD {
        @Override
        long cpuNanos() {
            return THREADS.getCurrentThreadCpuTime();
        }

        @Override
        long allocatedBytes() {
            return THREADS.getCurrentThreadAllocatedBytes();
        }
    },

    /// That of all threads of the program, where those of a library may do a part of the work.
    ALL_THREADS {
        @Override
        long cpuNanos() {
            return LongStream.of(THREADS.getThreadCpuTime(THREADS.getAllThreadIds()))
                    .filter(nanos -> nanos > 0) // it has ended
                    .sum();
        }

        @Override
        long allocatedBytes() {
            return THREADS.getTotalThreadAllocatedBytes();
        }
    };

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    abstract long cpuNanos();

    abstract long allocatedBytes();
}
