package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.sqs.Queue;

/// Each rule is broken once in the real stack, and the synthesis must fail with the construct's path.
final class TemplateRulesTest {
    private static final String STREAM = "AWS::KinesisFirehose::DeliveryStream";
    private static final String STREAM_PATH = "TelegramLake/Stream/Updates";
    private static final String DESTINATION = "ExtendedS3DestinationConfiguration.";
    private static final String FUNCTION = "AWS::Lambda::Function";

    @Test
    void compressionMustBeOffWithConversion() {
        refused(STREAM, "Stream/Updates", DESTINATION + "CompressionFormat", "GZIP", STREAM_PATH, "'GZIP'");
    }

    @Test
    void theBufferMustHold64MebibytesWithConversion() {
        refused(
                STREAM,
                "Stream/Updates",
                DESTINATION + "BufferingHints.SizeInMBs",
                63,
                STREAM_PATH,
                "SizeInMBs 63",
                "64 or more");
    }

    @Test
    void theStreamMustConvert() {
        refused(
                STREAM,
                "Stream/Updates",
                DESTINATION + "DataFormatConversionConfiguration.Enabled",
                false,
                STREAM_PATH,
                "no record format conversion");
    }

    @Test
    void theStreamMustTransform() {
        refused(
                STREAM,
                "Stream/Updates",
                DESTINATION + "ProcessingConfiguration.Enabled",
                false,
                STREAM_PATH,
                "ProcessingConfiguration.Enabled false");
    }

    @Test
    void thereMustBeAnErrorPrefix() {
        refused(
                STREAM,
                "Stream/Updates",
                DESTINATION + "ErrorOutputPrefix",
                "",
                STREAM_PATH,
                "no ExtendedS3DestinationConfiguration.ErrorOutputPrefix");
    }

    @Test
    void theBackupMustHaveAnErrorPrefixToo() {
        refused(
                STREAM,
                "Stream/Updates",
                DESTINATION + "S3BackupConfiguration.ErrorOutputPrefix",
                "errors/",
                STREAM_PATH,
                "S3BackupConfiguration.ErrorOutputPrefix 'errors/' without !{firehose:error-output-type}");
    }

    @Test
    void partitionKeysNeedDynamicPartitioning() {
        refused(
                STREAM,
                "Stream/Updates",
                DESTINATION + "Prefix",
                "updates/chat=!{partitionKeyFromQuery:chat}/",
                STREAM_PATH,
                "without dynamic partitioning");
    }

    @Test
    void theTypeOfAnErrorIsNoPartOfADataPrefix() {
        refused(
                STREAM,
                "Stream/Updates",
                DESTINATION + "Prefix",
                "updates/!{firehose:error-output-type}/",
                STREAM_PATH,
                "!{firehose:error-output-type} in ExtendedS3DestinationConfiguration.Prefix");
    }

    @Test
    void theTableMustNotBeProjected() {
        refused(
                "AWS::Glue::Table",
                "Catalog/Updates",
                "TableInput.Parameters",
                Map.of("projection.enabled", "true"),
                "TelegramLake/Catalog/Updates",
                "'projection.enabled'");
    }

    @Test
    void aVariableThatTheFunctionReadsMustBeSet() {
        refused(
                stack -> Synthesis.resource(stack, FUNCTION, "compaction-fn")
                        .addPropertyDeletionOverride("Environment.Variables.GRACE_HOURS"),
                "TelegramLake/Compaction/compaction-fn/Function",
                "lacks the environment variables [GRACE_HOURS], which compaction-fn reads");
    }

    @Test
    void aVariableThatTheFunctionDoesNotReadMustNotBeSet() {
        refused(
                FUNCTION,
                "webhook-fn",
                "Environment.Variables.WEBHOOK_SECRET",
                "in plain sight",
                "TelegramLake/webhook-fn/Function",
                "[WEBHOOK_SECRET], which webhook-fn does not read");
    }

    @Test
    void whatIsNotCompactedMustNotExpire() {
        refused(
                "AWS::S3::Bucket",
                "Data/Lake",
                "LifecycleConfiguration.Rules",
                List.of(Map.of("Id", "tidy", "Status", "Enabled", "Prefix", "updates/", "ExpirationInDays", 30)),
                "TelegramLake/Data/Lake",
                "rule 'tidy' that expires objects under 'updates/'");
    }

    @Test
    void aRuleForTheWholeBucketMustNotExpireAnythingEither() {
        refused(
                "AWS::S3::Bucket",
                "Data/Lake",
                "LifecycleConfiguration.Rules",
                List.of(Map.of("Id", "tidy", "Status", "Enabled", "ExpirationInDays", 30)),
                "TelegramLake/Data/Lake",
                "rule 'tidy'");
    }

    @Test
    void whatAwsSolutionsForbidsIsRefused() {
        refused(stack -> new Queue(stack, "OpenQueue"), "TelegramLake/OpenQueue", "AwsSolutions-SQS4");
    }

    @Test
    void whatCloudFormationWouldRefuseIsRefused() {
        refused("AWS::SQS::Queue", "DeadLetters", "MessageRetentionPeriod", "a while", "DeadLetters");
    }

    private static void refused(String type, String path, String property, Object value, String... words) {
        refused(stack -> Synthesis.resource(stack, type, path).addPropertyOverride(property, value), words);
    }

    private static void refused(Consumer<LakeStack> change, String... words) {
        assertThatThrownBy(() -> Synthesis.changed(change)).hasMessageContainingAll(words);
    }
}
