package dev.telegramlake.local.page;

import dev.telegramlake.local.engine.EngineClient;
import dev.telegramlake.local.http.JsonAnswers;
import dev.telegramlake.local.wire.OwnHost;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.http.staticfiles.StaticFileConfig;
import java.util.List;
import java.util.Map;

/// The page's files and what it asks for, behind its guard.
public final class PageApi {
    /// What the query engine answers.
    private static final List<String> ENGINE_PATHS =
            List.of("/api/questions", "/api/questions/{name}", "/api/chats", "/api/tables");

    private final PageGuard guard;
    private final StatusApi status;
    private final EngineClient engine;

    public PageApi(OwnHost host, StatusApi status, EngineClient engine) {
        this.guard = new PageGuard(host);
        this.status = status;
        this.engine = engine;
    }

    /// Adds the page to a server. The guard is in front of everything that the server has, but the webhook.
    public void addTo(JavalinConfig config) {
        config.staticFiles.add(files -> serve(files, "/", "/page"));
        config.staticFiles.add(files -> serve(files, "/vendor", "/dev/telegramlake/analytics/vendor"));
        config.routes.before(guard::check);
        config.routes.get("/api/status", status::status);
        config.routes.get("/api/failed", status::failed);
        ENGINE_PATHS.forEach(path -> config.routes.get(path, engine::forward));
        config.routes.post("/api/query", engine::forward);
        JsonAnswers.addTo(config);
    }

    private static void serve(StaticFileConfig files, String path, String folder) {
        files.hostedPath = path;
        files.directory = folder;
        files.location = Location.CLASSPATH;
        files.headers = Map.of("Cache-Control", "no-cache");
    }
}
