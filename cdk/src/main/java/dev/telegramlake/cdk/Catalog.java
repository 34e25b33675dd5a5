package dev.telegramlake.cdk;

import dev.telegramlake.schema.ErrorTable;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.glue.CfnTable.ColumnProperty;
import software.amazon.awscdk.services.glue.CfnTable.SerdeInfoProperty;
import software.amazon.awscdk.services.glue.CfnTable.StorageDescriptorProperty;
import software.amazon.awscdk.services.glue.CfnTable.TableInputProperty;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/// The database, the table `updates` and the tables of what failed in the Glue Data Catalog. The table has no partition
/// projection, which would
/// hide the locations that the compaction gives to partitions.
final class Catalog extends Construct {
    private final CfnTable table;

    Catalog(Construct scope, IBucket bucket) {
        super(scope, "Catalog");
        CfnDatabase database = CfnDatabase.Builder.create(this, "Database")
                .catalogId(Aws.ACCOUNT_ID)
                .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                        .name(UpdatesTable.DATABASE)
                        .description("Telegram updates")
                        .build())
                .build();
        table = CfnTable.Builder.create(this, "Updates")
                .catalogId(Aws.ACCOUNT_ID)
                .databaseName(UpdatesTable.DATABASE)
                .tableInput(TableInputProperty.builder()
                        .name(UpdatesTable.NAME)
                        .description("One row an update")
                        .tableType("EXTERNAL_TABLE")
                        .parameters(Map.of("EXTERNAL", "TRUE", "classification", "parquet"))
                        .partitionKeys(List.of(ColumnProperty.builder()
                                .name(UpdatesTable.PARTITION_KEY)
                                .type(UpdatesTable.PARTITION_KEY_TYPE)
                                .build()))
                        .storageDescriptor(parquet(bucket.s3UrlForObject(Lake.LANDING_PREFIX)))
                        .build())
                .build();
        table.getNode().addDependency(database);
        ErrorTable.ALL.forEach(errors -> errorTable(errors, bucket).getNode().addDependency(database));
    }

    private CfnTable errorTable(ErrorTable errors, IBucket bucket) {
        return CfnTable.Builder.create(this, errors.name())
                .catalogId(Aws.ACCOUNT_ID)
                .databaseName(UpdatesTable.DATABASE)
                .tableInput(TableInputProperty.builder()
                        .name(errors.name())
                        .description("One row a failed record")
                        .tableType("EXTERNAL_TABLE")
                        .parameters(Map.of("EXTERNAL", "TRUE", "classification", "json"))
                        .storageDescriptor(StorageDescriptorProperty.builder()
                                .columns(errors.columns().entrySet().stream()
                                        .map(column -> ColumnProperty.builder()
                                                .name(column.getKey())
                                                .type(column.getValue().glueName())
                                                .build())
                                        .toList())
                                .location(bucket.s3UrlForObject(errors.prefix()))
                                .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
                                .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                                .serdeInfo(SerdeInfoProperty.builder()
                                        .serializationLibrary(ErrorTable.SERDE)
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static StorageDescriptorProperty parquet(String location) {
        return StorageDescriptorProperty.builder()
                .columns(UpdatesTable.COLUMNS.stream()
                        .map(column -> ColumnProperty.builder()
                                .name(column.name())
                                .type(column.type().glueName())
                                .comment(column.comment())
                                .build())
                        .toList())
                .location(location)
                .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
                .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
                .serdeInfo(SerdeInfoProperty.builder()
                        .serializationLibrary("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")
                        .build())
                .build();
    }

    CfnTable table() {
        return table;
    }
}
