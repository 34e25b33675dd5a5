package dev.telegramlake.local.query;

import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.trino.ResultSink;
import dev.telegramlake.local.trino.TrinoColumn;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.trino.TrinoQueryException;
import dev.telegramlake.local.trino.TrinoStatistics;
import dev.telegramlake.schema.UpdatesTable;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Runs queries for the page, within limits: so many at once, so long, so many rows. The time is that of all that is
/// done for a query, from the first look at its text.
final class LakeQueries implements AutoCloseable {
    /// Rows of a result; what follows is cut off.
    static final int MAX_ROWS = 10_000;

    /// Characters of a result; rows that follow are cut off.
    private static final long MAX_CHARACTERS = 32 << 20;

    /// A question takes 50 MB of the heap while it runs.
    private static final int MAX_AT_ONCE = 4;

    /// Running or waiting: a page asks two at once, but who leaves it does not stop what it asked.
    private static final int MAX_ADMITTED = 16;

    private final EmbeddedTrino trino;
    private final TimeLimit limit;
    private final Semaphore admitted = new Semaphore(MAX_ADMITTED);
    private final Semaphore turns = new Semaphore(MAX_AT_ONCE, true);

    /// @param limit closed with this
    LakeQueries(EmbeddedTrino trino, TimeLimit limit) {
        this.trino = trino;
        this.limit = limit;
    }

    /// What is done for a query in its turn.
    @FunctionalInterface
    interface Work {
        Result run(Turn turn) throws TrinoQueryException, IOException;
    }

    /// Runs a query to its end, or to a limit, when its turn comes.
    ///
    /// @throws RefusedException with the reason, where there is no result
    Result run(String sql) throws IOException {
        return inTurn(turn -> turn.query(sql));
    }

    /// Does some work to its end, or to a limit, when its turn comes.
    ///
    /// @throws RefusedException with the reason, where there is no result
    Result inTurn(Work work) throws IOException {
        if (!admitted.tryAcquire()) {
            throw new RefusedException(
                    503,
                    "%d queries are running or waiting already. Try again when one is done.".formatted(MAX_ADMITTED));
        }
        turns.acquireUninterruptibly();
        try (Turn turn = new Turn(limit.start())) {
            return turn.run(work);
        } finally {
            turns.release();
            admitted.release();
        }
    }

    @Override
    public void close() {
        limit.close();
    }

    /// The time in which a query may be read and run.
    final class Turn implements AutoCloseable {
        private final TimeLimit.Clocked clocked;

        private Turn(TimeLimit.Clocked clocked) {
            this.clocked = clocked;
        }

        private Result run(Work work) throws IOException {
            try {
                return work.run(this);
            } catch (TrinoQueryException e) {
                if (clocked.isOver()) {
                    throw stopped();
                }
                throw new RefusedException(e.isUserError() ? 400 : 500, e.message());
            }
        }

        Result query(String sql) throws TrinoQueryException, IOException {
            try (TrinoQuery query = trino.execute(sql, UpdatesTable.DATABASE, EmbeddedTrino.User.READER)) {
                clocked.runs(query);
                Rows rows = new Rows();
                try {
                    TrinoStatistics cost = query.read(rows);
                    return new Result(rows.columns, rows.rows, false, cost);
                } catch (EnoughException e) {
                    return new Result(rows.columns, rows.rows, true, query.statistics());
                }
            }
        }

        private RefusedException stopped() {
            return RefusedException.badRequest(
                    "The query was stopped after %d seconds. Ask for fewer days or fewer rows."
                            .formatted(limit.duration().toSeconds()));
        }

        @Override
        public void close() {
            clocked.close();
        }
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
            if (rows.size() == MAX_ROWS || characters > MAX_CHARACTERS) {
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
