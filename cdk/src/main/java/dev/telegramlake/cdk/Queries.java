package dev.telegramlake.cdk;

import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.UpdatesTable;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.athena.CfnWorkGroup.EncryptionConfigurationProperty;
import software.amazon.awscdk.services.athena.CfnWorkGroup.EngineVersionProperty;
import software.amazon.awscdk.services.athena.CfnWorkGroup.ResultConfigurationProperty;
import software.amazon.awscdk.services.athena.CfnWorkGroup.WorkGroupConfigurationProperty;
import software.constructs.Construct;

/// The Athena workgroup, with a named query for each file of SQL.
final class Queries extends Construct {
    private static final long GIGABYTE = 1_000_000_000;

    private final List<CfnNamedQuery> views = new ArrayList<>();
    private final List<String> viewNames = new ArrayList<>();

    Queries(Construct scope, StackSettings settings, DataBuckets buckets, List<SqlFile> files) {
        super(scope, "Queries");
        CfnWorkGroup workgroup = CfnWorkGroup.Builder.create(this, "Workgroup")
                .name(Lake.WORKGROUP)
                .description("Questions to the lake")
                .recursiveDeleteOption(true)
                .workGroupConfiguration(WorkGroupConfigurationProperty.builder()
                        .enforceWorkGroupConfiguration(true)
                        .publishCloudWatchMetricsEnabled(true)
                        .bytesScannedCutoffPerQuery(settings.scanLimitGigabytes() * GIGABYTE)
                        .engineVersion(EngineVersionProperty.builder()
                                .selectedEngineVersion("Athena engine version 3")
                                .build())
                        .resultConfiguration(ResultConfigurationProperty.builder()
                                .outputLocation(buckets.lake().s3UrlForObject(Lake.QUERY_RESULTS_PREFIX))
                                .encryptionConfiguration(EncryptionConfigurationProperty.builder()
                                        .encryptionOption("SSE_S3")
                                        .build())
                                .build())
                        .build())
                .build();
        for (SqlFile file : files) {
            CfnNamedQuery query = CfnNamedQuery.Builder.create(
                            this, (file.view() ? "view-" : "question-") + file.name())
                    .name(file.title())
                    .description(file.question())
                    .database(UpdatesTable.DATABASE)
                    .workGroup(Lake.WORKGROUP)
                    .queryString(file.sql())
                    .build();
            query.getNode().addDependency(workgroup);
            if (file.view()) {
                views.add(query);
                viewNames.add(file.name());
            }
        }
    }

    List<CfnNamedQuery> views() {
        return List.copyOf(views);
    }

    /// What the views are called in the catalog: as their files.
    List<String> viewNames() {
        return List.copyOf(viewNames);
    }
}
