package dev.telegramlake.local.query;

import dev.telegramlake.local.athena.ddl.HiveDdlRunner;
import dev.telegramlake.local.http.JsonAnswers;
import dev.telegramlake.local.trino.EmbeddedTrino;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import software.amazon.awssdk.services.s3.S3Client;

/// The paths under `/api` that ask the engine.
public final class QueryRoutes implements AutoCloseable {
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final LakeQueries queries;
    private final QuestionsApi questions;
    private final QueryApi query;

    /// @param zone  in which days begin where nobody names another
    /// @param stuck called when work on a query goes on long after it was stopped
    public QueryRoutes(EmbeddedTrino trino, S3Client s3, ZoneId zone, InstantSource clock, Runnable stuck) {
        this.queries = new LakeQueries(trino, new TimeLimit(QUERY_LIMIT, GRACE, stuck));
        this.questions = new QuestionsApi(queries, zone, clock);
        this.query = new QueryApi(queries, new HiveDdlRunner(trino, s3));
    }

    public void addTo(JavalinConfig config) {
        config.routes.get("/api/questions", questions::list);
        config.routes.get("/api/questions/{name}", questions::answer);
        config.routes.get("/api/chats", questions::chats);
        config.routes.get("/api/tables", query::tables);
        config.routes.post("/api/query", query::query);
        JsonAnswers.addTo(config);
    }

    @Override
    public void close() {
        queries.close();
    }
}
