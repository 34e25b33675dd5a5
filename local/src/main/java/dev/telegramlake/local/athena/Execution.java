package dev.telegramlake.local.athena;

import dev.telegramlake.local.trino.SqlScanner;
import dev.telegramlake.local.trino.TrinoQuery;
import dev.telegramlake.local.trino.TrinoStatistics;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One statement, from its submission on. Safe for use by many threads.
final class Execution {
    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    private final String id;
    private final String sql;
    private final String database;
    private final String workgroup;
    private final URI outputFolder;
    private final Instant submitted;

    private State state = State.QUEUED;
    private @Nullable Instant completed;
    private @Nullable String reason;
    private boolean userError;
    private @Nullable TrinoQuery query;
    private @Nullable ResultFile result;
    private TrinoStatistics statistics = new TrinoStatistics(0, 0, 0, 0);

    Execution(String id, String sql, String database, String workgroup, URI outputFolder, Instant submitted) {
        this.id = id;
        this.sql = sql;
        this.database = database;
        this.workgroup = workgroup;
        this.outputFolder = outputFolder;
        this.submitted = submitted;
    }

    String id() {
        return id;
    }

    String sql() {
        return sql;
    }

    String database() {
        return database;
    }

    String workgroup() {
        return workgroup;
    }

    Instant submitted() {
        return submitted;
    }

    /// DML, DDL or UTILITY, by the statement's first word behind comments.
    String statementType() {
        return switch (SqlScanner.firstWord(sql)) {
            case "SELECT", "WITH", "VALUES", "TABLE", "UNLOAD", "" -> "DML";
            case "SHOW", "DESCRIBE", "DESC", "EXPLAIN" -> "UTILITY";
            default -> "DDL";
        };
    }

    /// Whether the result is a table with a header; otherwise it is lines of text.
    boolean isTable() {
        return statementType().equals("DML");
    }

    /// Where the result is stored: CSV for a table, text for the rest.
    URI output() {
        return outputFolder.resolve(id + (isTable() ? ".csv" : ".txt"));
    }

    /// False when the statement was cancelled before it began.
    synchronized boolean begin() {
        if (state == State.QUEUED) {
            state = State.RUNNING;
        }
        return state == State.RUNNING;
    }

    synchronized void running(TrinoQuery trinoQuery) {
        query = trinoQuery;
        if (state == State.CANCELLED) {
            trinoQuery.cancel();
        }
    }

    synchronized void succeeded(ResultFile file, TrinoStatistics cost, Instant now) {
        if (state == State.RUNNING) {
            end(State.SUCCEEDED, now);
            result = file;
            statistics = cost;
        }
    }

    synchronized void failed(String why, boolean byUser, Instant now) {
        if (state == State.RUNNING) {
            end(State.FAILED, now);
            reason = why;
            userError = byUser;
        }
    }

    synchronized void cancel(Instant now) {
        if (state == State.QUEUED || state == State.RUNNING) {
            end(State.CANCELLED, now);
            reason = "Query cancelled by user";
            if (query != null) {
                query.cancel();
            }
        }
    }

    private void end(State last, Instant now) {
        state = last;
        completed = now;
    }

    synchronized State state() {
        return state;
    }

    synchronized Optional<Instant> completed() {
        return Optional.ofNullable(completed);
    }

    synchronized Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    synchronized boolean isUserError() {
        return userError;
    }

    synchronized Optional<ResultFile> result() {
        return Optional.ofNullable(result);
    }

    synchronized TrinoStatistics statistics() {
        return statistics;
    }
}
