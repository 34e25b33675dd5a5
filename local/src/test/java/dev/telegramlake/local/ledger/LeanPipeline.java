package dev.telegramlake.local.ledger;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.compaction.CompactionSettings;
import dev.telegramlake.local.DataFolder;
import dev.telegramlake.local.PipelineSettings;
import dev.telegramlake.local.Routes;
import dev.telegramlake.local.StartException;
import dev.telegramlake.local.compaction.CompactionApi;
import dev.telegramlake.local.compaction.CompactionRuns;
import dev.telegramlake.local.firehose.DeliveryCounts;
import dev.telegramlake.local.firehose.DeliveryListener;
import dev.telegramlake.local.firehose.DeliveryStream;
import dev.telegramlake.local.firehose.DeliveryStreamSettings;
import dev.telegramlake.local.firehose.Firehose;
import dev.telegramlake.local.gateway.WebhookGateway;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.local.s3.ObjectStore;
import dev.telegramlake.local.wire.AwsEndpoint;
import dev.telegramlake.local.wire.LocalClients;
import dev.telegramlake.local.wire.LocalCredentials;
import dev.telegramlake.local.wire.OwnHost;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.PipelineSetup;
import dev.telegramlake.transform.TransformHandler;
import dev.telegramlake.webhook.SecretSource;
import dev.telegramlake.webhook.WebhookHandler;
import dev.telegramlake.webhook.WebhookSettings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The parts of [dev.telegramlake.local.Pipeline] without page and Trino, put together as there. The webhook function
/// gives up earlier than on AWS, so that its 503 is seen within a run.
final class LeanPipeline {
    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(4);
    private static final String HOST = "127.0.0.1";

    private LeanPipeline() {}

    /// Starts everything.
    ///
    /// @return where it listens
    static URI start(PipelineSettings settings, Clock clock, Routes routes) throws StartException, IOException {
        DataFolder data = DataFolder.open(settings.data());
        LocalCredentials credentials = data.credentials(settings.credentials());
        ObjectStore objects = ObjectStore.start(data.objects(), HOST, 0, credentials);
        S3Client s3 = ObjectStore.client(routes.to("s3", objects.endpoint()), credentials);
        PartitionCatalog catalog = new PartitionCatalog(data.catalog().resolve("partitions.json"), s3);
        LocalFunction transform =
                LocalFunction.of("transform-fn", PipelineSetup.TRANSFORM_TIMEOUT, new TransformHandler());
        DeliveryStream stream = DeliveryStream.open(
                DeliveryStreamSettings.ofLake(settings.zone(), settings.buffer()),
                data.journal(),
                s3,
                event -> transform.invoke(event).payload(),
                clock,
                partitions(catalog));
        AwsEndpoint endpoint = new AwsEndpoint(new OwnHost(HOST), credentials, List.of(new Firehose(stream), catalog));
        URI aws = serve(endpoint::addTo);
        WebhookGateway gateway = new WebhookGateway(webhook(settings, routes.to("firehose", aws), credentials), clock);
        CompactionApi compaction = new CompactionApi(compactions(
                s3,
                LocalClients.at(routes.to("athena", aws), credentials, AthenaClient.builder())
                        .build(),
                settings,
                clock));
        return serve(config -> {
            config.routes.post("/api/compact", compaction::compact);
            config.routes.post("/webhook", gateway::handle);
            config.routes.get("/api/status", http -> http.result(status(stream, gateway)));
        });
    }

    private static URI serve(Consumer<JavalinConfig> routes) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = 16L << 20;
            routes.accept(config);
        });
        return URI.create("http://%s:%d/".formatted(HOST, server.start(HOST, 0).port()));
    }

    private static DeliveryListener partitions(PartitionCatalog catalog) {
        return new DeliveryListener() {
            @Override
            public void partitionNeeded(LocalDate day) {
                catalog.add(day);
            }

            @Override
            public void delivered(DeliveryCounts counts) {}
        };
    }

    private static LocalFunction webhook(PipelineSettings settings, URI firehose, LocalCredentials credentials) {
        WebhookSettings function = new WebhookSettings(
                Lake.DELIVERY_STREAM, new SecretSource.Given(settings.secret().orElseThrow()), settings.allowedChats());
        return LocalFunction.of(
                "webhook-fn",
                WEBHOOK_TIMEOUT,
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class,
                new WebhookHandler(
                        function,
                        LocalClients.at(firehose, credentials, FirehoseClient.builder())
                                .build()));
    }

    private static CompactionRuns compactions(
            S3Client s3, AthenaClient athena, PipelineSettings settings, Clock clock) {
        return new CompactionRuns(compactionFunction(s3, athena, clock), athena, clock, settings.zone());
    }

    static LocalFunction compactionFunction(S3Client s3, AthenaClient athena, Clock clock) {
        return LocalFunction.of(
                "compaction-fn",
                PipelineSetup.COMPACTION_TIMEOUT,
                512,
                new CompactionHandler(CompactionSettings.from(Map.of()), s3, athena, clock));
    }

    private static String status(DeliveryStream stream, WebhookGateway gateway) {
        ObjectNode status = new ObjectMapper().createObjectNode();
        DeliveryCounts counts = stream.counts();
        gateway.counts().rejected().forEach(status.putObject("rejected")::put);
        status.put("accepted", counts.accepted());
        status.putObject("buffered").put("records", counts.bufferedRecords());
        status.put("damagedJournalEntries", counts.damagedEntries());
        return status.toString();
    }
}
