package dev.telegramlake.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.cdk.Template.Resource;
import dev.telegramlake.local.UpdatesCatalog;
import dev.telegramlake.local.firehose.DeliveryStreamSettings;
import dev.telegramlake.schema.PipelineSetup;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the stack deploys is what `./lake up` runs with. Values stand here once more as they are, so that a change of
/// both sides is seen, too.
final class ParityTest {
    private static final String DESTINATION = "ExtendedS3DestinationConfiguration";

    private static final DeliveryStreamSettings LOCAL = DeliveryStreamSettings.ofLake(
            ZoneId.of(PipelineSetup.ZONE), Duration.ofSeconds(PipelineSetup.BUFFER_SECONDS));

    private static Resource stream;
    private static Resource table;

    @BeforeAll
    static void synthesise() {
        stream = Synthesis.only("AWS::KinesisFirehose::DeliveryStream", "Stream");
        table = Synthesis.only("AWS::Glue::Table", "Catalog/Updates");
    }

    @Test
    void theStreamHasTheSameName() {
        assertThat(stream.text("DeliveryStreamName")).isEqualTo(LOCAL.name()).isEqualTo("telegram-updates");
    }

    @Test
    void objectsHaveTheSamePrefixes() {
        assertThat(stream.text(DESTINATION, "Prefix"))
                .isEqualTo(LOCAL.prefixes().landing())
                .isEqualTo("updates/dt=!{timestamp:yyyy-MM-dd}/");
        assertThat(stream.text(DESTINATION, "S3BackupConfiguration", "Prefix"))
                .isEqualTo(LOCAL.prefixes().raw())
                .isEqualTo("raw/dt=!{timestamp:yyyy-MM-dd}/");
        assertThat(stream.text(DESTINATION, "ErrorOutputPrefix"))
                .isEqualTo(stream.text(DESTINATION, "S3BackupConfiguration", "ErrorOutputPrefix"))
                .isEqualTo(LOCAL.prefixes().errors())
                .isEqualTo("errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/");
    }

    @Test
    void daysBeginInTheSameZone() {
        assertThat(stream.text(DESTINATION, "CustomTimeZone"))
                .isEqualTo(LOCAL.timeZone().getId())
                .isEqualTo("UTC");
    }

    @Test
    void buffersAreTheSame() {
        assertThat(stream.members(DESTINATION, "BufferingHints"))
                .isEqualTo(stream.members(DESTINATION, "S3BackupConfiguration", "BufferingHints"))
                .isEqualTo(Map.of(
                        "SizeInMBs",
                        Math.toIntExact(LOCAL.buffering().bytes() >> 20),
                        "IntervalInSeconds",
                        Math.toIntExact(LOCAL.buffering().interval().toSeconds())))
                .isEqualTo(Map.of("SizeInMBs", 128, "IntervalInSeconds", 60));
    }

    @Test
    void theTransformIsCalledInTheSameWay() {
        Resource processor = new Resource(
                "processor",
                stream.list(DESTINATION, "ProcessingConfiguration", "Processors")
                        .findFirst()
                        .orElseThrow());
        Map<Object, Object> parameters = processor
                .list("Parameters")
                .collect(Collectors.toMap(each -> each.get("ParameterName"), each -> each.get("ParameterValue")));

        assertThat(parameters)
                .containsEntry(
                        "NumberOfRetries", String.valueOf(LOCAL.transform().retries()))
                .containsEntry(
                        "BufferSizeInMBs", String.valueOf(LOCAL.transform().batchBytes() >> 20))
                .containsEntry("NumberOfRetries", "3")
                .containsEntry("BufferSizeInMBs", "1")
                .containsKey("LambdaArn")
                .hasSize(3);
        assertThat(Synthesis.only("AWS::Lambda::Function", "transform-fn").at("Timeout"))
                .isEqualTo(300);
        assertThat(Synthesis.only("AWS::Lambda::Function", "webhook-fn").at("Timeout"))
                .isEqualTo(29);
    }

    @Test
    void recordsAreConvertedByTheSameTableInTheSameWay() {
        assertThat(stream.members(DESTINATION, "DataFormatConversionConfiguration", "SchemaConfiguration"))
                .containsEntry("DatabaseName", LOCAL.database())
                .containsEntry("TableName", LOCAL.table())
                .containsEntry("VersionId", "LATEST");
        assertThat(stream.members(DESTINATION, "DataFormatConversionConfiguration"))
                .containsEntry("Enabled", true)
                .containsEntry("InputFormatConfiguration", Map.of("Deserializer", Map.of("OpenXJsonSerDe", Map.of())))
                .containsEntry(
                        "OutputFormatConfiguration",
                        Map.of("Serializer", Map.of("ParquetSerDe", Map.of("Compression", "SNAPPY"))));
    }

    @Test
    void theTableHasTheSameColumnsAndPartitions() {
        String columns = table.list("TableInput", "StorageDescriptor", "Columns")
                .map(column -> "`%s` %s COMMENT '%s'"
                        .formatted(
                                column.get("Name"),
                                column.get("Type"),
                                String.valueOf(column.get("Comment")).replace("'", "''")))
                .collect(Collectors.joining(", "));
        String partitions = table.list("TableInput", "PartitionKeys")
                .map(key -> "%s %s".formatted(key.get("Name"), key.get("Type")))
                .collect(Collectors.joining(", "));

        assertThat(UpdatesCatalog.createTable())
                .contains("%s.%s (%s) PARTITIONED BY (%s)"
                        .formatted(table.text("DatabaseName"), table.text("TableInput", "Name"), columns, partitions))
                .contains("telegram.updates (`update_id` bigint", "PARTITIONED BY (dt date)", "STORED AS PARQUET");
    }

    @Test
    void theCompactionHasTheSameMemoryAndTime() {
        assertThat(Synthesis.only("AWS::Lambda::Function", "compaction-fn").properties())
                .containsEntry("MemorySize", PipelineSetup.COMPACTION_MEGABYTES)
                .containsEntry("MemorySize", 2048)
                .containsEntry("Timeout", 900);
    }

    @Test
    void theCompactionIsDueAtTheSameTime() {
        Resource schedule = Synthesis.only("AWS::Scheduler::Schedule", "Compaction");

        assertThat(schedule.text("ScheduleExpression"))
                .isEqualTo("cron(%d %d * * ? *)"
                        .formatted(PipelineSetup.COMPACTION_TIME.getMinute(), PipelineSetup.COMPACTION_TIME.getHour()))
                .isEqualTo("cron(30 0 * * ? *)");
        assertThat(schedule.text("ScheduleExpressionTimezone"))
                .isEqualTo(LOCAL.timeZone().getId());
    }
}
