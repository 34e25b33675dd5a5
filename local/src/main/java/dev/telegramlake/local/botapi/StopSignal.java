package dev.telegramlake.local.botapi;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks one thread to stop, and ends what it waits for.
public class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);
    private volatile @Nullable UnderWay underWay;

    private record UnderWay(CompletableFuture<?> answer, Duration patience) {
        void endSoon() {
            CompletableFuture.delayedExecutor(patience.toMillis(), MILLISECONDS).execute(() -> answer.cancel(true));
        }
    }

    public final void request() {
        requested.countDown();
        UnderWay waited = underWay;
        if (waited != null) {
            waited.endSoon();
        }
    }

    public final boolean isRequested() {
        return requested.getCount() == 0;
    }

    /// Waits, but not longer than until the stop is requested.
    protected void pause(Duration duration) throws InterruptedException {
        requested.await(duration.toMillis(), MILLISECONDS);
    }

    /// Waits for an answer.
    ///
    /// @param longest  until it is given up
    /// @param patience how long it may still take when the stop is requested
    /// @return empty when the stop came first
    final <T> Optional<T> await(CompletableFuture<T> answer, Duration longest, Duration patience)
            throws IOException, InterruptedException {
        UnderWay waited = new UnderWay(answer, patience);
        underWay = waited;
        if (isRequested()) {
            waited.endSoon();
        }
        try {
            return Optional.of(answer.get(longest.toMillis(), MILLISECONDS));
        } catch (CancellationException stopped) {
            return Optional.empty();
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no answer in %d s".formatted(longest.toSeconds()));
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IOException broken ? broken : new IOException(failure.getCause());
        } finally {
            answer.cancel(true);
            underWay = null;
        }
    }
}
