package dev.telegramlake.compaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Does many transfers at once, on virtual threads, and no more than a few at a time.
final class Transfers {
    static final int AT_ONCE = 32;

    private Transfers() {}

    interface Transfer<T> {
        T run();
    }

    /// Returns the results in the order of the transfers.
    ///
    /// @throws OutOfTimeException when the deadline comes before the last one has begun
    static <T> List<T> all(List<Transfer<T>> transfers, Deadline deadline) {
        Semaphore free = new Semaphore(AT_ONCE);
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Transfer<T> transfer : transfers) {
                running.add(threads.submit(() -> {
                    free.acquire();
                    try {
                        deadline.require(Duration.ZERO, "A transfer");
                        return transfer.run();
                    } finally {
                        free.release();
                    }
                }));
            }
        }
        return results(running);
    }

    private static <T> List<T> results(List<Future<T>> ended) {
        List<T> results = new ArrayList<>();
        for (Future<T> future : ended) {
            try {
                results.add(future.get());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new OutOfTimeException("The transfers were interrupted");
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new CompactionFailedException("A transfer failed: " + failed.getCause(), failed);
            }
        }
        return results;
    }
}
