package dev.telegramlake.local.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.wire.LocalCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's side of [EngineProcess]: settings come on standard input, the address goes to standard output, and
/// the end of the input is the end of the engine.
public final class EngineServer {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private EngineServer() {}

    /// What the engine says when it answers.
    record Ready(String uri, String secret) {}

    /// A line with the settings.
    static byte[] write(EngineSettings settings) throws JsonProcessingException {
        ObjectNode line = JSON.createObjectNode()
                .put("catalog", settings.catalog().toAbsolutePath().toString())
                .put("s3", settings.s3().toString())
                .put("accessKeyId", settings.credentials().accessKeyId())
                .put("secretAccessKey", settings.credentials().secretAccessKey())
                .put("zone", settings.zone().getId())
                .put("logs", settings.logs().toAbsolutePath().toString());
        return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Reads the settings.
    public static EngineSettings read(BufferedReader input) throws IOException {
        JsonNode line = JSON.readTree(input.readLine());
        return new EngineSettings(
                Path.of(line.path("catalog").asText()),
                URI.create(line.path("s3").asText()),
                new LocalCredentials(
                        line.path("accessKeyId").asText(),
                        line.path("secretAccessKey").asText()),
                ZoneId.of(line.path("zone").asText()),
                Path.of(line.path("logs").asText()));
    }

    /// Runs the engine until the input ends, and ends the process.
    public static void run(EngineSettings settings, BufferedReader input, PrintStream output) {
        int status = 1;
        try {
            serve(settings, input, output);
            status = 0;
        } catch (IOException | RuntimeException e) {
            LOG.error("The query engine failed", e);
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private static void serve(EngineSettings settings, BufferedReader input, PrintStream output) throws IOException {
        // A signal goes to all processes of a terminal. This one is needed until the pipeline has delivered its last.
        Runtime.getRuntime().addShutdownHook(new Thread(EngineServer::waitForEver, "outlive-signals"));
        QueryEngine engine = QueryEngine.start(
                settings, Clock.systemUTC(), () -> Runtime.getRuntime().halt(EngineProcess.STUCK));
        output.println(JSON.writeValueAsString(
                new Ready(engine.address().uri().toString(), engine.address().secret())));
        output.flush();
        while (input.read() >= 0) {
            // nothing more is said
        }
        engine.close();
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
