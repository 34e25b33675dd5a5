package dev.telegramlake.local.page;

import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.ResultSink;
import dev.telegramlake.local.trino.TrinoColumn;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.trino.TrinoQueryException;
import dev.telegramlake.local.trino.TrinoStatistics;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Runs queries for the page, within limits: so many at once, so long, so many rows.
final class LakeQueries implements AutoCloseable {
    /// Rows of a result; what follows is cut off.
    static final int MOST_ROWS = 10_000;

    /// Characters of a result; rows that follow are cut off.
    private static final long MOST_CHARACTERS = 32 << 20;

    /// A question takes 50 MB of the heap while it runs.
    private static final int MOST_AT_ONCE = 4;

    /// Running or waiting: a page asks two at once, but who leaves it does not stop what it asked.
    private static final int MOST_TAKEN = 16;

    private final EmbeddedTrino trino;
    private final Duration limit;
    private final Semaphore places = new Semaphore(MOST_TAKEN);
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("query-limit").daemon().factory());

    /// @param limit how long a query may run
    LakeQueries(EmbeddedTrino trino, Duration limit) {
        this.trino = trino;
        this.limit = limit;
        timer.setRemoveOnCancelPolicy(true);
    }

    /// A query's rows.
    ///
    /// @param isCut whether rows are missing at the end
    record Result(List<TrinoColumn> columns, List<List<@Nullable Object>> rows, boolean isCut, TrinoStatistics cost) {}

    /// Runs a query to its end, or to a limit, when its turn comes.
    ///
    /// @throws RefusedException with the reason, where there is no result
    Result run(String sql) throws IOException {
        if (!places.tryAcquire()) {
            throw new RefusedException(
                    503,
                    "%d queries are running or waiting already. Try again when one is done.".formatted(MOST_TAKEN));
        }
        turns.acquireUninterruptibly();
        AtomicBoolean late = new AtomicBoolean();
        try (TrinoQuery query = trino.execute(sql, UpdatesTable.DATABASE)) {
            Future<?> stop = timer.schedule(
                    () -> {
                        late.set(true);
                        query.cancel();
                    },
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return read(query);
            } finally {
                stop.cancel(false);
            }
        } catch (TrinoQueryException failed) {
            if (late.get()) {
                throw RefusedException.badRequest(
                        "The query was stopped after %d seconds. Ask for fewer days or fewer rows."
                                .formatted(limit.toSeconds()));
            }
            throw new RefusedException(failed.isUserError() ? 400 : 500, failed.message());
        } finally {
            turns.release();
            places.release();
        }
    }

    private static Result read(TrinoQuery query) throws TrinoQueryException, IOException {
        Rows rows = new Rows();
        try {
            TrinoStatistics cost = query.read(rows);
            return new Result(rows.columns, rows.rows, false, cost);
        } catch (EnoughException enough) {
            return new Result(rows.columns, rows.rows, true, query.statistics());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static final class Rows implements ResultSink {
        private final List<List<@Nullable Object>> rows = new ArrayList<>();
        private List<TrinoColumn> columns = List.of();
        private long characters;

        @Override
        public void columns(List<TrinoColumn> named) {
            columns = List.copyOf(named);
        }

        @Override
        public void row(List<@Nullable Object> values) throws EnoughException {
            if (rows.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
                throw new EnoughException();
            }
            rows.add(values);
            for (Object value : values) {
                characters += String.valueOf(value).length();
            }
        }
    }

    private static final class EnoughException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;
    }
}
