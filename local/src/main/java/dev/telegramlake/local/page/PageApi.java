package dev.telegramlake.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.athena.ddl.HiveDdlRunner;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.wire.OwnHost;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import io.javalin.http.staticfiles.StaticFileConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/// The page's files and what it asks for, behind its guard.
public final class PageApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageApi.class);
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(60);

    private final PageGuard guard;
    private final StatusApi status;
    private final QuestionsApi questions;
    private final QueryApi query;
    private final LakeQueries queries;

    /// @param zone in which days begin where nobody names another
    public PageApi(OwnHost host, StatusApi status, EmbeddedTrino trino, S3Client s3, ZoneId zone, InstantSource clock) {
        this.guard = new PageGuard(host);
        this.status = status;
        this.queries = new LakeQueries(trino, QUERY_LIMIT);
        this.questions = new QuestionsApi(queries, zone, clock);
        this.query = new QueryApi(queries, new HiveDdlRunner(trino, s3));
    }

    /// Adds the page to a server. The guard is in front of everything that the server has, but the webhook.
    public void addTo(JavalinConfig config) {
        config.staticFiles.add(files -> serve(files, "/", "/page"));
        config.staticFiles.add(files -> serve(files, "/vendor", "/dev/telegramlake/analytics/vendor"));
        config.routes.before(guard::check);
        config.routes.get("/api/status", status::status);
        config.routes.get("/api/failed", status::failed);
        config.routes.get("/api/questions", questions::list);
        config.routes.get("/api/questions/{name}", questions::answer);
        config.routes.get("/api/chats", questions::chats);
        config.routes.get("/api/tables", query::tables);
        config.routes.post("/api/query", query::query);
        config.routes.exception(RefusedException.class, PageApi::refuse);
        config.routes.exception(Exception.class, PageApi::fail);
    }

    private static void serve(StaticFileConfig files, String path, String folder) {
        files.hostedPath = path;
        files.directory = folder;
        files.location = Location.CLASSPATH;
        files.headers = Map.of("Cache-Control", "no-cache");
    }

    private static void refuse(RefusedException refused, Context http) {
        ObjectNode error = new ObjectMapper().createObjectNode().put("message", refused.sentence());
        refused.position().ifPresent(at -> error.put("line", at.line()).put("column", at.column()));
        http.status(refused.status());
        answer(http, error);
    }

    private static void fail(Exception failure, Context http) {
        LOG.error("{} {} failed", http.method(), http.path(), failure);
        http.status(500);
        answer(
                http,
                new ObjectMapper()
                        .createObjectNode()
                        .put("message", "This failed on the server. The reason is in the log in the data folder."));
    }

    /// What a result is, without its rows.
    static ObjectNode resultHead(ObjectMapper json, LakeQueries.Result result) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode columns = answer.putArray("columns");
        result.columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        return answer.put("isCut", result.isCut())
                .put("bytesScanned", result.cost().bytesScanned())
                .put("elapsedMillis", result.cost().elapsedMillis());
    }

    static void answer(Context http, JsonNode body) {
        http.contentType("application/json");
        http.result(body.toString());
    }

    @Override
    public void close() {
        queries.close();
    }
}
