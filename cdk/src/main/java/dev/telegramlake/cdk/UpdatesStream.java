package dev.telegramlake.cdk;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.PipelineSetup;
import dev.telegramlake.schema.UpdatesTable;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.BufferingHintsProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.CloudWatchLoggingOptionsProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.DataFormatConversionConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.DeserializerProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.InputFormatConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.OpenXJsonSerDeProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.OutputFormatConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ParquetSerDeProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessingConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessorParameterProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessorProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.S3DestinationConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.SchemaConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.SerializerProperty;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.CfnLogStream;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The delivery stream: updates in, through the transform function, Parquet out by the table's columns. A copy of each
/// update as received goes to `raw/`, what fails to `errors/`.
final class UpdatesStream extends Construct {
    private static final String UNCOMPRESSED = "UNCOMPRESSED";

    private final StackSettings settings;
    private final DataBuckets buckets;
    private final LogGroup log;
    private final CfnDeliveryStream stream;

    UpdatesStream(Construct scope, StackSettings settings, DataBuckets buckets, Catalog catalog, IFunction transform) {
        super(scope, "Stream");
        this.settings = settings;
        this.buckets = buckets;
        log = Logs.group(this, "Log", settings);
        Role role = role(transform);
        stream = CfnDeliveryStream.Builder.create(this, "Updates")
                .deliveryStreamName(Lake.DELIVERY_STREAM)
                .deliveryStreamType("DirectPut")
                .deliveryStreamEncryptionConfigurationInput(DeliveryStreamEncryptionConfigurationInputProperty.builder()
                        .keyType("AWS_OWNED_CMK")
                        .build())
                .extendedS3DestinationConfiguration(destination(role, transform))
                .build();
        stream.getNode().addDependency(catalog.table());
        stream.getNode().addDependency(role);
    }

    private ExtendedS3DestinationConfigurationProperty destination(Role role, IFunction transform) {
        return ExtendedS3DestinationConfigurationProperty.builder()
                .bucketArn(buckets.lake().getBucketArn())
                .roleArn(role.getRoleArn())
                .prefix(Lake.LANDING_PREFIX_EXPRESSION)
                .errorOutputPrefix(Lake.ERRORS_PREFIX_EXPRESSION)
                .customTimeZone(settings.zone().getId())
                .bufferingHints(buffering())
                .compressionFormat(UNCOMPRESSED)
                .processingConfiguration(processing(transform))
                .dataFormatConversionConfiguration(conversion(role))
                .s3BackupMode("Enabled")
                .s3BackupConfiguration(S3DestinationConfigurationProperty.builder()
                        .bucketArn(buckets.lake().getBucketArn())
                        .roleArn(role.getRoleArn())
                        .prefix(Lake.RAW_PREFIX_EXPRESSION)
                        .errorOutputPrefix(Lake.ERRORS_PREFIX_EXPRESSION)
                        .bufferingHints(buffering())
                        .compressionFormat(UNCOMPRESSED)
                        .cloudWatchLoggingOptions(logging("Backup"))
                        .build())
                .cloudWatchLoggingOptions(logging("Delivery"))
                .build();
    }

    private BufferingHintsProperty buffering() {
        return BufferingHintsProperty.builder()
                .intervalInSeconds(settings.buffer().toSeconds())
                .sizeInMBs(PipelineSetup.BUFFER_MEBIBYTES)
                .build();
    }

    private static ProcessingConfigurationProperty processing(IFunction transform) {
        return ProcessingConfigurationProperty.builder()
                .enabled(true)
                .processors(List.of(ProcessorProperty.builder()
                        .type("Lambda")
                        .parameters(List.of(
                                parameter("LambdaArn", transform.getFunctionArn()),
                                parameter("NumberOfRetries", String.valueOf(PipelineSetup.TRANSFORM_RETRIES)),
                                parameter("BufferSizeInMBs", String.valueOf(PipelineSetup.TRANSFORM_BATCH_MEBIBYTES))))
                        .build()))
                .build();
    }

    private static ProcessorParameterProperty parameter(String name, String value) {
        return ProcessorParameterProperty.builder()
                .parameterName(name)
                .parameterValue(value)
                .build();
    }

    /// The transform writes timestamps as OpenX reads them without options.
    private static DataFormatConversionConfigurationProperty conversion(Role role) {
        return DataFormatConversionConfigurationProperty.builder()
                .enabled(true)
                .inputFormatConfiguration(InputFormatConfigurationProperty.builder()
                        .deserializer(DeserializerProperty.builder()
                                .openXJsonSerDe(OpenXJsonSerDeProperty.builder().build())
                                .build())
                        .build())
                .outputFormatConfiguration(OutputFormatConfigurationProperty.builder()
                        .serializer(SerializerProperty.builder()
                                .parquetSerDe(ParquetSerDeProperty.builder()
                                        .compression("SNAPPY")
                                        .build())
                                .build())
                        .build())
                .schemaConfiguration(SchemaConfigurationProperty.builder()
                        .catalogId(Aws.ACCOUNT_ID)
                        .region(Aws.REGION)
                        .databaseName(UpdatesTable.DATABASE)
                        .tableName(UpdatesTable.NAME)
                        .versionId("LATEST")
                        .roleArn(role.getRoleArn())
                        .build())
                .build();
    }

    private CloudWatchLoggingOptionsProperty logging(String logStream) {
        CfnLogStream.Builder.create(this, logStream + "Log")
                .logGroupName(log.getLogGroupName())
                .logStreamName(logStream)
                .build();
        return CloudWatchLoggingOptionsProperty.builder()
                .enabled(true)
                .logGroupName(log.getLogGroupName())
                .logStreamName(logStream)
                .build();
    }

    /// What [Firehose](https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html) does here.
    private Role role(IFunction transform) {
        String bucket = buckets.lake().getBucketArn();
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(ServicePrincipal.Builder.create("firehose.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                        .build())
                .inlinePolicies(Map.of(
                        "Delivery",
                        PolicyDocument.Builder.create()
                                .statements(List.of(
                                        Allow.actions(
                                                        "s3:GetBucketLocation",
                                                        "s3:ListBucket",
                                                        "s3:ListBucketMultipartUploads")
                                                .on(bucket),
                                        Allow.actions("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject")
                                                .on(
                                                        buckets.objects(Lake.LANDING_PREFIX),
                                                        buckets.objects(Lake.RAW_PREFIX),
                                                        buckets.objects(Lake.ERRORS_PREFIX)),
                                        AthenaAccess.catalog(
                                                this,
                                                List.of(
                                                        "glue:GetTable",
                                                        "glue:GetTableVersion",
                                                        "glue:GetTableVersions"),
                                                UpdatesTable.NAME),
                                        Allow.actions("lambda:InvokeFunction", "lambda:GetFunctionConfiguration")
                                                .on(transform.getFunctionArn()),
                                        Allow.actions("logs:PutLogEvents").on(log.getLogGroupArn())))
                                .build()))
                .build();
        Nag.suppress(role, "IAM5", "Firehose makes the names of its objects; the prefixes are the smallest there are.");
        return role;
    }

    String arn() {
        return stream.getAttrArn();
    }
}
