package dev.telegramlake.local.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.athena.Athena;
import dev.telegramlake.local.athena.ReservedFolders;
import dev.telegramlake.local.http.HttpServer;
import dev.telegramlake.local.http.JsonAnswers;
import dev.telegramlake.local.http.RefusedException;
import dev.telegramlake.local.query.QueryRoutes;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.trino.EmbeddedTrino;
import dev.telegramlake.local.wire.JsonBody;
import dev.telegramlake.local.wire.ServiceError;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;

/// The query engine in this process. It listens on a loopback port and answers who knows its secret.
public final class QueryEngine implements Engine {
    private static final int SECRET_BYTES = 32;

    /// Of these, UNLOAD fills a run's folder, as the compaction does; a partition's own folder holds those of its runs.
    private static final ReservedFolders TABLE_FILES = new ReservedFolders(
            Lake.BUCKET,
            List.of(
                    Lake.LANDING_PREFIX,
                    Lake.COMPACTED_PREFIX,
                    Lake.RAW_PREFIX,
                    Lake.ERRORS_PREFIX,
                    Lake.IMPORTS_PREFIX,
                    Lake.CHANGES_PREFIX),
            Pattern.compile(Lake.COMPACTED_PREFIX + UpdatesTable.PARTITION_KEY + "=[0-9-]{10}/run=[0-9A-Za-z_-]+/"));

    private final OpenParts open = new OpenParts();
    private final ObjectMapper json = new ObjectMapper();
    private final Athena athena;
    private final Address address;

    private QueryEngine(EngineSettings settings, InstantSource clock, Runnable stuck) throws IOException {
        try {
            S3Client s3 = opened(ObjectStore.client(settings.s3(), settings.credentials()));
            EmbeddedTrino trino =
                    opened(EmbeddedTrino.start(settings.catalog(), settings.s3(), settings.credentials()));
            athena = opened(new Athena(trino, s3, TABLE_FILES, clock));
            QueryRoutes queries = opened(new QueryRoutes(trino, s3, settings.zone(), clock, stuck));
            String secret = secret();
            HttpServer server = opened(HttpServer.start("127.0.0.1", 0, config -> {
                config.routes.before(http -> requireSecret(http, secret));
                queries.addTo(config);
                addTo(config);
            }));
            address = new Address(URI.create("http://127.0.0.1:" + server.port()), secret);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Starts the engine, and returns when it answers.
    ///
    /// @param stuck called when work on a query goes on long after it was stopped
    public static QueryEngine start(EngineSettings settings, InstantSource clock, Runnable stuck) throws IOException {
        return new QueryEngine(settings, clock, stuck);
    }

    private static String secret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void requireSecret(Context http, String secret) {
        String sent = http.header(SECRET_HEADER);
        if (sent == null || !MessageDigest.isEqual(bytes(sent), bytes(secret))) {
            throw new RefusedException(403, "This port is for the pipeline alone.");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void addTo(JavalinConfig config) {
        config.routes.post("/athena/{operation}", this::callAthena);
        config.routes.post("/statement", http -> {
            athena.run(http.body());
            http.status(204);
        });
        config.routes.exception(IllegalStateException.class, (failed, http) -> {
            http.status(422);
            JsonAnswers.write(http, json.createObjectNode().put("message", failed.getMessage()));
        });
    }

    private void callAthena(Context http) throws JsonProcessingException {
        try {
            JsonAnswers.write(http, athena.call(http.pathParam("operation"), JsonBody.read(http.bodyAsBytes())));
        } catch (ServiceError e) {
            ObjectNode error = json.createObjectNode().put("code", e.code()).put("message", e.message());
            http.status(e.status());
            JsonAnswers.write(http, error);
        }
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    private <T extends AutoCloseable> T opened(T part) {
        return open.opened(part);
    }
}
