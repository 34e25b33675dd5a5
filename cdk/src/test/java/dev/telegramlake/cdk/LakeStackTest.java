package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.telegramlake.cdk.Template.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LakeStackTest {
    private static final String FUNCTION = "AWS::Lambda::Function";

    @Test
    void functionsRunOnJava25AndArm() {
        for (FunctionSpec spec : FunctionSpec.values()) {
            assertThat(function(spec).properties())
                    .containsEntry("Runtime", "java25")
                    .containsEntry("Architectures", List.of("arm64"));
        }
    }

    @Test
    void webhookAndTransformStartFromASnapshotThroughTheirAlias() {
        for (FunctionSpec spec : List.of(FunctionSpec.WEBHOOK, FunctionSpec.TRANSFORM)) {
            assertThat(function(spec).text("SnapStart", "ApplyOn")).isEqualTo("PublishedVersions");
            assertThat(Synthesis.only("AWS::Lambda::Alias", spec.module()).text("Name"))
                    .isEqualTo("live");
        }
        String integration =
                Synthesis.only("AWS::ApiGatewayV2::Integration", "Api").text("IntegrationUri");
        String processor = Synthesis.only("AWS::KinesisFirehose::DeliveryStream", "Stream")
                .text("ExtendedS3DestinationConfiguration", "ProcessingConfiguration");
        assertThat(List.of(integration, processor)).allMatch(target -> target.contains("Live"));
    }

    @Test
    void theCompactionHasDiskInsteadOfSnapStartAndRunsAlone() {
        assertThat(function(FunctionSpec.COMPACTION).properties())
                .doesNotContainKey("SnapStart")
                .containsEntry("EphemeralStorage", Map.of("Size", 10_240))
                .containsEntry("ReservedConcurrentExecutions", 1)
                .containsEntry("Timeout", 900);
    }

    @Test
    void theScheduleSaysWhenItWasDueAndKeepsWhatFailed() {
        Resource schedule = Synthesis.only("AWS::Scheduler::Schedule", "Compaction");

        assertThat(schedule.text("Target", "Input")).isEqualTo("{\"time\":\"<aws.scheduler.scheduled-time>\"}");
        assertThat(schedule.text("Target", "DeadLetterConfig", "Arn")).contains("DeadLetters");
        assertThat(Synthesis.only("AWS::Lambda::EventInvokeConfig", "compaction-fn")
                        .properties())
                .containsEntry("MaximumRetryAttempts", 2)
                .extractingByKey("DestinationConfig")
                .asString()
                .contains("DeadLetters");
    }

    @Test
    void theSecretIsMadeOnAwsAndOnlyItsArnIsInTheTemplate() {
        Resource secret = Synthesis.only("AWS::SecretsManager::Secret", "WebhookSecret");

        assertThat(secret.properties()).doesNotContainKey("SecretString");
        assertThat(secret.members("GenerateSecretString"))
                .containsEntry("ExcludePunctuation", true)
                .containsEntry("PasswordLength", 43);
        assertThat(function(FunctionSpec.WEBHOOK).text("Environment", "Variables", "WEBHOOK_SECRET_ARN"))
                .startsWith("{Ref=WebhookSecret");
        assertThat(Synthesis.byDefault().json().toString()).doesNotContain("resolve:secretsmanager");
    }

    @Test
    void theAccessLogHoldsNoHeader() {
        assertThat(Synthesis.only("AWS::ApiGatewayV2::Stage", "Api").text("AccessLogSettings", "Format"))
                .contains("$context.status")
                .doesNotContain("header", "authorizer");
    }

    @Test
    void theApiTakesPostsOnlyAndThrottles() {
        assertThat(Synthesis.only("AWS::ApiGatewayV2::Route", "Api").text("RouteKey"))
                .isEqualTo("POST /webhook");
        assertThat(Synthesis.only("AWS::ApiGatewayV2::Stage", "Api").members("DefaultRouteSettings"))
                .containsEntry("ThrottlingRateLimit", 500)
                .containsEntry("ThrottlingBurstLimit", 1000);
    }

    @Test
    void theLakesBucketIsPrivateEncryptedVersionedAndOutlivesTheStack() {
        Resource bucket = Synthesis.only("AWS::S3::Bucket", "Data/Lake");

        assertThat(bucket.members("PublicAccessBlockConfiguration"))
                .containsValue(true)
                .hasSize(4)
                .doesNotContainValue(false);
        assertThat(bucket.text("BucketEncryption")).contains("AES256");
        assertThat(bucket.text("VersioningConfiguration", "Status")).isEqualTo("Enabled");
        assertThat(Synthesis.only("AWS::S3::BucketPolicy", "Data/Lake").text("PolicyDocument"))
                .contains("aws:SecureTransport=false");
        assertThat(Synthesis.byDefault().json().toString()).contains("DeletionPolicy=Retain");
    }

    @Test
    void onlyCopiesAndByProductsExpire() {
        assertThat(Synthesis.only("AWS::S3::Bucket", "Data/Lake")
                        .list("LifecycleConfiguration", "Rules")
                        .filter(rule -> rule.containsKey("ExpirationInDays"))
                        .map(rule -> rule.get("Prefix") + " " + rule.get("ExpirationInDays")))
                .containsExactly("raw/ 365", "athena-results/ 30", "changes/ 7");
    }

    @Test
    void theWorkgroupEnforcesALimitAndEncryptsResults() {
        assertThat(Synthesis.only("AWS::Athena::WorkGroup", "Queries").members("WorkGroupConfiguration"))
                .containsEntry("EnforceWorkGroupConfiguration", true)
                .containsEntry("BytesScannedCutoffPerQuery", 100_000_000_000L)
                .extractingByKey("ResultConfiguration")
                .asString()
                .contains("SSE_S3", "athena-results/");
    }

    @Test
    void eachFileOfSqlIsANamedQuery() {
        assertThat(Synthesis.byDefault().resources("AWS::Athena::NamedQuery"))
                .extracting(query -> query.text("Name"), query -> query.text("Description"))
                .containsExactlyInAnyOrder(
                        tuple("View messages", ""),
                        tuple("Busy hours", "When is the group busy?"),
                        tuple("untitled", ""));
    }

    @Test
    void theFirstRunMakesTheViewsOnly() {
        assertThat(Synthesis.only(FUNCTION, "first-run").text("Environment", "Variables", "VIEWS"))
                .contains("viewmessages")
                .doesNotContain("question");
    }

    @Test
    void everyAlarmHasASectionInTheRunbook() throws Exception {
        String runbook = Files.readString(Path.of("../docs/operate.md"));
        List<Resource> alarms = Synthesis.byDefault().resources("AWS::CloudWatch::Alarm");

        assertThat(alarms).hasSize(Alarms.COUNT).allSatisfy(alarm -> {
            String description = alarm.text("AlarmDescription");
            assertThat(description).contains("Runbook: docs/operate.md#");
            assertThat(runbook).contains("\n### " + description.substring(description.indexOf('#') + 1) + "\n");
            assertThat(alarm.text("AlarmActions")).contains("Topic");
        });
    }

    @Test
    void anAddressIsToldOfAlarmsWhenThereIsOne() {
        assertThat(Synthesis.byDefault().resources("AWS::SNS::Subscription")).isEmpty();
        assertThat(Synthesis.with(Map.of("alarmEmail", "ops@example.org")).resources("AWS::SNS::Subscription"))
                .singleElement()
                .extracting(subscription -> subscription.text("Endpoint"))
                .isEqualTo("ops@example.org");
    }

    @Test
    void settingsReachTheResources() {
        Template template = Synthesis.with(Map.of(
                "allowedChats", "-2,-1",
                "zone", "America/Sao_Paulo",
                "bufferSeconds", 300,
                "rawRetentionDays", 30,
                "logRetentionDays", 90,
                "compactionTime", "02:15",
                "scanLimitGigabytes", 5));

        String all = template.json().toString();
        assertThat(all)
                .contains(
                        "ALLOWED_CHATS=-2,-1",
                        "CustomTimeZone=America/Sao_Paulo",
                        "TIME_ZONE=America/Sao_Paulo",
                        "ScheduleExpressionTimezone=America/Sao_Paulo",
                        "IntervalInSeconds=300",
                        "RetentionInDays=90",
                        "cron(15 2 * * ? *)",
                        "BytesScannedCutoffPerQuery=5000000000")
                .doesNotContain("RetentionInDays=30");
        assertThat(template.resources("AWS::S3::Bucket").toString()).contains("ExpirationInDays=30, Id=raw");
    }

    /// The whole of what each function may do, so that a wider right is seen in a review.
    @Test
    void rolesAllowWhatIsUsed() {
        assertThat(actions("webhook-fn"))
                .containsExactly(
                        "firehose:PutRecord",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "secretsmanager:GetSecretValue");
        assertThat(actions("transform-fn")).containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
        assertThat(actions("compaction-fn"))
                .contains("s3:DeleteObject", "glue:UpdatePartition")
                .noneMatch(action -> action.contains("*") || action.startsWith("s3:DeleteBucket"));
        assertThat(actions("Stream/Role"))
                .contains("lambda:InvokeFunction", "glue:GetTableVersions", "s3:PutObject")
                .noneMatch(action -> action.contains("*") || action.contains("Delete"));
    }

    /// Not the table of the updates, of which everybody's answers come.
    @Test
    void theFirstRunMayMakeAndUpdateItsViewsOnly() {
        assertThat(statements("first-run"))
                .filteredOn(
                        statement -> String.valueOf(statement.get("Action")).matches("(?s).*(Create|Update)Table.*"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.get("Action")).isEqualTo(List.of("glue:CreateTable", "glue:UpdateTable"));
                    assertThat((List<?>) statement.get("Resource"))
                            .extracting(String::valueOf)
                            .filteredOn(resource -> resource.contains(":table/"))
                            .singleElement()
                            .asString()
                            .contains(":table/telegram/messages]");
                });
    }

    private static List<Map<String, Object>> statements(String path) {
        return Synthesis.only("AWS::IAM::Role", path)
                .list("Policies")
                .map(policy -> new Resource(path, policy))
                .flatMap(policy -> policy.list("PolicyDocument", "Statement"))
                .toList();
    }

    private static Set<String> actions(String path) {
        Set<String> actions = new TreeSet<>();
        statements(path).stream()
                .map(statement -> statement.get("Action"))
                .flatMap(action -> action instanceof List<?> several ? several.stream() : Stream.of(action))
                .map(String::valueOf)
                .forEach(actions::add);
        return actions;
    }

    private static Resource function(FunctionSpec spec) {
        return Synthesis.only(FUNCTION, spec.module());
    }
}
