package dev.telegramlake.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.telegramlake.compaction.CompactionHandler;
import dev.telegramlake.compaction.CompactionSettings;
import dev.telegramlake.local.compaction.CompactionApi;
import dev.telegramlake.local.compaction.CompactionRuns;
import dev.telegramlake.local.engine.Engine;
import dev.telegramlake.local.engine.EngineClient;
import dev.telegramlake.local.engine.EngineProcess;
import dev.telegramlake.local.engine.EngineSettings;
import dev.telegramlake.local.engine.OpenParts;
import dev.telegramlake.local.engine.QueryEngine;
import dev.telegramlake.local.firehose.DeliveryCounts;
import dev.telegramlake.local.firehose.DeliveryListener;
import dev.telegramlake.local.firehose.DeliveryStream;
import dev.telegramlake.local.firehose.DeliveryStreamSettings;
import dev.telegramlake.local.firehose.Firehose;
import dev.telegramlake.local.gateway.WebhookGateway;
import dev.telegramlake.local.http.HttpServer;
import dev.telegramlake.local.lambda.LocalFunction;
import dev.telegramlake.local.page.FailureReasons;
import dev.telegramlake.local.page.PageApi;
import dev.telegramlake.local.page.StatusApi;
import dev.telegramlake.local.page.WebhookToSql;
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
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The whole pipeline on one machine: the functions as on AWS, between the stand-ins for the services.
public final class Pipeline implements AutoCloseable {
    private final OpenParts open = new OpenParts();
    private final PipelineSettings settings;
    private final Clock clock;
    private final Routes routes;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final LocalFunction transform =
            LocalFunction.of("transform-fn", PipelineSetup.TRANSFORM_TIMEOUT, new TransformHandler());
    private final FailureReasons reasons = new FailureReasons();
    private String secret = "";
    private LocalCredentials credentials = LocalCredentials.random();
    private URI s3 = URI.create("");
    private int awsPort;
    private int port;

    private Pipeline(PipelineSettings settings, Clock clock, Routes routes) {
        this.settings = settings;
        this.clock = clock;
        this.routes = routes;
    }

    /// Starts everything, and returns when all of it answers.
    ///
    /// @throws StartException when a port, the data folder or a setting is in the way
    public static Pipeline start(PipelineSettings settings) throws StartException, IOException {
        return start(settings, Clock.systemUTC(), Routes.DIRECT);
    }

    /// As [#start(PipelineSettings)], with another clock and other ways from its parts to the services.
    public static Pipeline start(PipelineSettings settings, Clock clock, Routes routes)
            throws StartException, IOException {
        Ports.requireFree(settings.host(), settings.port(), "--port");
        Ports.requireFree(settings.host(), settings.awsPort(), "--aws-port");
        Ports.requireFree(settings.host(), settings.s3Port(), "--s3-port");
        Pipeline pipeline = new Pipeline(settings, clock, routes);
        try {
            pipeline.start();
            return pipeline;
        } catch (StartException | IOException | RuntimeException failure) {
            pipeline.close();
            throw failure;
        }
    }

    private void start() throws StartException, IOException {
        DataFolder data = opened(DataFolder.open(settings.data()));
        Logs.into(data.logs(), "lake");
        // A second of a start, beside Trino's, which leaves a half of two processors idle.
        Thread.ofPlatform().name("load-duckdb").daemon().start(CompactionHandler::loadDuckDb);
        secret = settings.secret().isPresent() ? settings.secret().get() : data.secret();
        credentials = data.credentials(settings.credentials());
        facts.put("data", data.path().toAbsolutePath().normalize().toString());
        facts.put(
                "secretFile",
                settings.secret().isPresent()
                        ? ""
                        : data.secretFile().toAbsolutePath().normalize().toString());
        ObjectStore objects =
                opened(ObjectStore.start(data.objects(), settings.host(), settings.s3Port(), credentials));
        s3 = objects.endpoint();
        S3Client s3Client = opened(ObjectStore.client(routes.to("s3", s3), credentials));
        EngineClient engine = opened(new EngineClient(opened(engine(data))));
        UpdatesCatalog catalog = new UpdatesCatalog(engine::run);
        catalog.create(LocalDate.ofInstant(clock.instant(), settings.zone()));

        WebhookToSql lag = opened(new WebhookToSql(engine, settings.zone(), clock));
        DeliveryStream stream = opened(deliveryStream(data, s3Client, catalog, lag));
        AwsEndpoint endpoint =
                new AwsEndpoint(new OwnHost(settings.host()), credentials, List.of(new Firehose(stream), engine));
        awsPort = opened(HttpServer.start(settings.host(), settings.awsPort(), endpoint::addTo))
                .port();
        facts.put("s3", s3.toString());
        facts.put("aws", aws().toString());
        WebhookGateway gateway = new WebhookGateway(webhookFunction(), clock);
        CompactionRuns compactions = opened(compactionRuns(s3Client));
        StatusApi status = new StatusApi(stream, gateway.counts(), compactions::last, lag, reasons, facts);
        PageApi page = new PageApi(new OwnHost(settings.host()), status, engine);
        port = opened(front(page, new CompactionApi(compactions), gateway)).port();
    }

    private Engine engine(DataFolder data) throws IOException {
        EngineSettings engine = new EngineSettings(data.catalog(), s3, credentials, settings.zone(), data.logs());
        return switch (settings.engine()) {
            case OWN_PROCESS -> EngineProcess.start(EngineMain.class, engine);
            case THIS_PROCESS -> QueryEngine.start(engine, clock, () -> {});
        };
    }

    private DeliveryStream deliveryStream(DataFolder data, S3Client s3Client, UpdatesCatalog catalog, WebhookToSql lag)
            throws IOException {
        return DeliveryStream.open(
                DeliveryStreamSettings.ofLake(settings.zone(), settings.buffer()),
                data.journal(),
                s3Client,
                event -> {
                    LocalFunction.Invocation call = transform.invoke(event);
                    reasons.read(call.log());
                    return call.payload();
                },
                clock,
                new DeliveryListener() {
                    @Override
                    public void partitionNeeded(LocalDate day) {
                        catalog.addDay(day);
                    }

                    @Override
                    public void delivered(DeliveryCounts counts) {
                        lag.delivered(counts);
                    }
                });
    }

    private CompactionRuns compactionRuns(S3Client s3Client) {
        AthenaClient athena = opened(LocalClients.at(routes.to("athena", aws()), credentials, AthenaClient.builder())
                .build());
        CompactionSettings function =
                CompactionSettings.from(Map.of("TIME_ZONE", settings.zone().getId()));
        return new CompactionRuns(
                LocalFunction.of(
                        "compaction-fn",
                        PipelineSetup.COMPACTION_TIMEOUT,
                        PipelineSetup.COMPACTION_MEGABYTES,
                        new CompactionHandler(function, s3Client, athena, clock)),
                athena,
                clock,
                settings.zone());
    }

    private HttpServer front(PageApi page, CompactionApi compaction, WebhookGateway gateway) {
        return HttpServer.start(settings.host(), settings.port(), config -> {
            page.addTo(config);
            config.routes.post("/api/compact", compaction::compact);
            for (HandlerType method : HandlerType.commonHttp()) {
                config.routes.addHttpHandler(method, "/webhook", gateway::handle);
            }
        });
    }

    private LocalFunction webhookFunction() {
        FirehoseClient firehose =
                opened(LocalClients.at(routes.to("firehose", aws()), credentials, FirehoseClient.builder())
                        .build());
        WebhookSettings function =
                new WebhookSettings(Lake.DELIVERY_STREAM, new SecretSource.Given(secret), settings.allowedChats());
        return LocalFunction.of(
                "webhook-fn",
                PipelineSetup.WEBHOOK_TIMEOUT,
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class,
                new WebhookHandler(function, firehose));
    }

    public URI page() {
        return URI.create("http://%s:%d/".formatted(settings.host(), port));
    }

    public URI webhook() {
        return page().resolve("webhook");
    }

    public URI aws() {
        return URI.create("http://%s:%d".formatted(settings.host(), awsPort));
    }

    public URI s3() {
        return s3;
    }

    /// What Telegram must send in `X-Telegram-Bot-Api-Secret-Token`.
    public String secret() {
        return secret;
    }

    /// What the S3, Firehose and Athena emulators accept.
    public LocalCredentials credentials() {
        return credentials;
    }

    /// Stops taking updates, delivers what is buffered, and closes everything, last opened first.
    @Override
    public void close() throws IOException {
        open.close();
    }

    private <T extends AutoCloseable> T opened(T part) {
        return open.opened(part);
    }
}
