package dev.telegramlake.local.firehose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A stream as
/// [DescribeDeliveryStream](https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html)
/// shows it.
final class StreamDescription {
    private static final int MEBIBYTE = 1 << 20;

    private StreamDescription() {}

    static ObjectNode of(DeliveryStream stream) {
        DeliveryStreamSettings settings = stream.settings();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode description = answer.putObject("DeliveryStreamDescription")
                .put("DeliveryStreamName", settings.name())
                .put("DeliveryStreamARN", settings.arn())
                .put("DeliveryStreamStatus", "ACTIVE")
                .put("DeliveryStreamType", "DirectPut")
                .put("VersionId", settings.versionId())
                .put("CreateTimestamp", stream.opened().toEpochMilli() / 1_000.0)
                .put("HasMoreDestinations", false);
        description.putObject("DeliveryStreamEncryptionConfiguration").put("Status", "DISABLED");
        ObjectNode destination =
                description.putArray("Destinations").addObject().put("DestinationId", "destinationId-000000000001");
        addBucket(
                destination.putObject("S3DestinationDescription"),
                settings,
                settings.prefixes().landing());
        ObjectNode extended = destination.putObject("ExtendedS3DestinationDescription");
        addBucket(extended, settings, settings.prefixes().landing());
        extended.put("CustomTimeZone", settings.timeZone().getId()).put("FileExtension", "");
        addTransform(extended.putObject("ProcessingConfiguration"), settings.transform());
        extended.put("S3BackupMode", "Enabled");
        addBucket(
                extended.putObject("S3BackupDescription"),
                settings,
                settings.prefixes().raw());
        addConversion(extended.putObject("DataFormatConversionConfiguration"), settings);
        return answer;
    }

    private static void addBucket(ObjectNode node, DeliveryStreamSettings settings, String prefix) {
        node.put("RoleARN", settings.roleArn())
                .put("BucketARN", "arn:aws:s3:::" + settings.bucket())
                .put("Prefix", prefix)
                .put("ErrorOutputPrefix", settings.prefixes().errors())
                .put("CompressionFormat", "UNCOMPRESSED");
        node.putObject("BufferingHints")
                .put("SizeInMBs", settings.buffering().bytes() / MEBIBYTE)
                .put("IntervalInSeconds", settings.buffering().interval().toSeconds());
        node.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        node.putObject("CloudWatchLoggingOptions").put("Enabled", false);
    }

    private static void addTransform(ObjectNode node, DeliveryStreamSettings.Transform transform) {
        ArrayNode parameters = node.put("Enabled", true)
                .putArray("Processors")
                .addObject()
                .put("Type", "Lambda")
                .putArray("Parameters");
        addParameter(parameters, "LambdaArn", transform.functionArn());
        addParameter(parameters, "NumberOfRetries", String.valueOf(transform.retries()));
        addParameter(parameters, "BufferSizeInMBs", String.valueOf((double) transform.batchBytes() / MEBIBYTE));
    }

    private static void addParameter(ArrayNode parameters, String name, String value) {
        parameters.addObject().put("ParameterName", name).put("ParameterValue", value);
    }

    private static void addConversion(ObjectNode node, DeliveryStreamSettings settings) {
        node.put("Enabled", true);
        node.putObject("InputFormatConfiguration").putObject("Deserializer").putObject("OpenXJsonSerDe");
        node.putObject("OutputFormatConfiguration")
                .putObject("Serializer")
                .putObject("ParquetSerDe")
                .put("Compression", "SNAPPY");
        node.putObject("SchemaConfiguration")
                .put("CatalogId", settings.account())
                .put("DatabaseName", settings.database())
                .put("TableName", settings.table())
                .put("Region", settings.region())
                .put("RoleARN", settings.roleArn())
                .put("VersionId", "LATEST");
    }
}
