package dev.telegramlake.cdk;

import dev.telegramlake.cdk.FunctionSpec.Variables;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.PipelineSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// Everything from Telegram's request to the answer of a query, in one stack.
final class LakeStack extends Stack {
    static final String ID = "TelegramLake";

    /// Letters and digits: 43 of 62 are 256 bits.
    private static final int SECRET_LENGTH = 43;

    /// Half a processor. The work of a request is one TLS call; less memory makes it slower and no cheaper.
    private static final int WEBHOOK_MEGABYTES = 1024;

    /// Half a processor. A batch of 1 MiB, its event and the answer of 6 MB at most take some 30 MB.
    private static final int TRANSFORM_MEGABYTES = 1024;

    private final StackSettings settings;

    LakeStack(Construct scope, StackSettings settings, Inputs inputs) {
        super(scope, ID);
        this.settings = settings;
        DataBuckets buckets = new DataBuckets(this, settings);
        Catalog catalog = new Catalog(this, buckets.lake());
        Queries queries = new Queries(this, settings, buckets, inputs.queries());
        LakeFunction transform = transform(zip(inputs, FunctionSpec.TRANSFORM));
        UpdatesStream stream = new UpdatesStream(this, settings, buckets, catalog, transform.live());
        Secret secret = secret();
        LakeFunction webhook = webhook(zip(inputs, FunctionSpec.WEBHOOK), stream, secret);
        Alias live = webhook.live();
        WebhookApi api = new WebhookApi(this, settings, live);
        Compaction compaction = new Compaction(this, settings, buckets, zip(inputs, FunctionSpec.COMPACTION));
        new FirstRun(this, settings, buckets, catalog, queries, compaction);
        Metrics metrics = new Metrics(
                api.api(),
                Map.of(
                        FunctionSpec.WEBHOOK, webhook.function(),
                        FunctionSpec.TRANSFORM, transform.function(),
                        FunctionSpec.COMPACTION, compaction.function().function()),
                buckets.lake(),
                compaction.deadLetters());
        Alarms alarms = new Alarms(this, settings, metrics);
        new Stages(this, metrics, webhook, alarms);
        output("WebhookUrl", api.url());
        output("SecretArn", secret.getSecretArn());
        output("Bucket", buckets.lake().getBucketName());
        output("CompactionFunction", compaction.function().function().getFunctionName());
        output("Zone", settings.zone().getId());
    }

    private LakeFunction transform(Path zip) {
        return new LakeFunction(
                this,
                FunctionSpec.TRANSFORM.module(),
                settings,
                List.of(),
                LakeFunction.javaWithSnapStart(FunctionSpec.TRANSFORM, zip)
                        .description("Makes a flat row of each update")
                        .memorySize(TRANSFORM_MEGABYTES)
                        .timeout(Duration.seconds(PipelineSetup.TRANSFORM_TIMEOUT.toSeconds())));
    }

    private LakeFunction webhook(Path zip, UpdatesStream stream, Secret secret) {
        return new LakeFunction(
                this,
                FunctionSpec.WEBHOOK.module(),
                settings,
                List.of(
                        Allow.actions("firehose:PutRecord").on(stream.arn()),
                        Allow.actions("secretsmanager:GetSecretValue").on(secret.getSecretArn())),
                LakeFunction.javaWithSnapStart(FunctionSpec.WEBHOOK, zip)
                        .description("Checks updates and hands them to Firehose")
                        .memorySize(WEBHOOK_MEGABYTES)
                        .timeout(Duration.seconds(PipelineSetup.WEBHOOK_TIMEOUT.toSeconds()))
                        .environment(Map.of(
                                Variables.DELIVERY_STREAM,
                                Lake.DELIVERY_STREAM,
                                Variables.WEBHOOK_SECRET_ARN,
                                secret.getSecretArn(),
                                Variables.ALLOWED_CHATS,
                                settings.allowedChats().stream()
                                        .sorted()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")))));
    }

    /// Made in Secrets Manager, so that it is neither in the template nor in an environment variable.
    private Secret secret() {
        Secret secret = Secret.Builder.create(this, "WebhookSecret")
                .description("What Telegram sends in X-Telegram-Bot-Api-Secret-Token")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(SECRET_LENGTH)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Nag.suppress(
                secret,
                "SMG4",
                "A rotation needs a call of setWebhook with the bot's token, which the stack does not have; docs/deploy.md says how to rotate.");
        return secret;
    }

    private static Path zip(Inputs inputs, FunctionSpec function) {
        Path zip = inputs.zips().get(function);
        if (zip == null) {
            throw new IllegalArgumentException("There is no zip for " + function.module());
        }
        return zip;
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }
}
