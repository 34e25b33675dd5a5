package dev.telegramlake.bench;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telegramlake.bench.contest.Contest;
import dev.telegramlake.bench.contest.Meter;
import dev.telegramlake.bench.lambda.AwsEndpoint;
import dev.telegramlake.bench.lambda.Events;
import dev.telegramlake.bench.peer.CourseWebhookHandler;
import dev.telegramlake.bench.peer.SdkWebhookHandler;
import dev.telegramlake.local.disk.TemporaryFolder;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.webhook.WebhookHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The webhook function, a request at a time, from the event's bytes to the answer's: ours, a handler with the AWS
/// SDK's defaults, and the course's, which puts each message into S3. The services are in this process, the contenders
/// in theirs.
final class Webhook {
    private static final String SDK = "SDK defaults, event classes, Jackson tree";
    private static final String COURSE = "the course's: an S3 object a message";
    private static final int UPDATES = 100;

    /// The SDK is a lot of code: it gets faster for some ten thousand requests.
    private static final int WARM_UP_MILLIS = 6_000;

    private static final LocalCredentials CREDENTIALS = LocalCredentials.random();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Webhook() {}

    /// Measures and checks, or works as one contender.
    ///
    /// @param arguments the contender whose process this is; none for the whole measurement
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        List<byte[]> updates = UpdateMix.updates(UPDATES);
        if (arguments.length > 0) {
            // What a project has that names no HTTP client; more than one is on this class path.
            System.setProperty(
                    "software.amazon.awssdk.http.service.impl",
                    "software.amazon.awssdk.http.apache5.Apache5SdkHttpService");
            serve(handler(arguments[0]), updates);
            return;
        }
        try (TemporaryFolder folder = new TemporaryFolder("webhook-bench");
                ObjectStore s3 = ObjectStore.start(folder.path(), "127.0.0.1", 0, CREDENTIALS);
                AwsEndpoint ours = new AwsEndpoint();
                AwsEndpoint sdk = new AwsEndpoint();
                Contest contest = new Contest("Webhook", "request", WARM_UP_MILLIS)) {
            contest.enter(Contest.OURS, 0, Webhook.class, List.of(Contest.OURS), environment(ours.environment()));
            contest.enter(SDK, 3, Webhook.class, List.of(SDK), environment(sdk.environment()));
            contest.enter(COURSE, 3, Webhook.class, List.of(COURSE), environment(s3(s3)));
            contest.run();
            System.out.printf(
                    "Webhook: each of the %d updates reached its service as it was sent: %d times from ours, %d times"
                            + " from the SDK's defaults, %d times from the course's%n",
                    UPDATES,
                    ours.requireEach(updates),
                    sdk.requireEach(updates),
                    requireObjects(folder.path().resolve(Lake.BUCKET), updates));
        }
    }

    private static Map<String, String> environment(Map<String, String> service) {
        Map<String, String> environment = new HashMap<>(service);
        environment.put("DELIVERY_STREAM", Lake.DELIVERY_STREAM);
        environment.put("WEBHOOK_SECRET_ARN", AwsEndpoint.SECRET_ARN);
        environment.put("BUCKET", Lake.BUCKET);
        return environment;
    }

    private static Map<String, String> s3(ObjectStore s3) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3",
                s3.endpoint().toString(),
                "AWS_REGION",
                LocalCredentials.REGION,
                "AWS_ACCESS_KEY_ID",
                CREDENTIALS.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                CREDENTIALS.secretAccessKey());
    }

    private static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler(String contender) {
        return switch (contender) {
            case SDK -> new SdkWebhookHandler();
            case COURSE -> new CourseWebhookHandler();
            default -> new WebhookHandler();
        };
    }

    private static void serve(
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler, List<byte[]> updates)
            throws Exception {
        LocalFunction function = LocalFunction.of(
                "webhook",
                Duration.ofSeconds(30),
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class,
                handler);
        List<byte[]> events = new ArrayList<>();
        for (byte[] update : updates) {
            events.add(Events.request(update));
        }
        Contest.serve(
                () -> {
                    for (byte[] event : events) {
                        String answer = new String(function.invoke(event).payload(), StandardCharsets.UTF_8);
                        if (!answer.contains("\"statusCode\":200")) {
                            throw new IOException(answer);
                        }
                    }
                    return events.size();
                },
                Meter.ALL_THREADS);
    }

    /// Makes sure that each of the updates is there as an object with the same JSON, as often as every other.
    private static long requireObjects(Path bucket, List<byte[]> updates) throws IOException {
        Map<String, JsonNode> sent = new HashMap<>();
        for (byte[] update : updates) {
            JsonNode json = MAPPER.readTree(update);
            sent.put(json.path("update_id").asText(), json);
        }
        Map<String, Long> came = new TreeMap<>();
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String id = file.getFileName().toString().replaceFirst("-.*", "");
                if (!MAPPER.readTree(file.toFile()).equals(sent.get(id))) {
                    throw new IOException("An object that nobody sent: " + file);
                }
                came.merge(id, 1L, Long::sum);
            }
        }
        if (came.size() != updates.size() || came.values().stream().distinct().count() != 1) {
            throw new IOException("Objects by update: " + came);
        }
        return came.values().iterator().next();
    }
}
