package dev.telegramlake.cdk;

import dev.telegramlake.cdk.FunctionSpec.Variables;
import dev.telegramlake.schema.Lake;
import dev.telegramlake.schema.PipelineSetup;
import dev.telegramlake.schema.UpdatesTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnSchedule.DeadLetterConfigProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.FlexibleTimeWindowProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.RetryPolicyProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.TargetProperty;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The compaction function and its daily schedule.
///
/// Scheduler hands the event to Lambda and is done: it tries again when Lambda does not take it, and Lambda when the
/// function fails. What neither could do ends in one dead-letter queue.
final class Compaction extends Construct {
    /// Half of the memory is DuckDB's, and a quarter the heap's, through which no file passes:
    /// `docs/compaction.md`.
    private static final String JVM_OPTIONS = "-Xmx%dm".formatted(PipelineSetup.COMPACTION_MEGABYTES / 4);

    /// The most there is. A day needs four times its bytes; SnapStart would allow 512 MB.
    private static final int DISK_MEGABYTES = 10_240;

    private static final int LOOKBACK_DAYS = 7;
    private static final int GRACE_HOURS = 48;

    /// What fits the disk four times. Larger days are compacted by Athena.
    private static final long UNLOAD_OVER_BYTES = 2L << 30;

    private static final int RETRIES = 2;
    private static final Duration LONGEST_RETRY = Duration.hours(6);

    private final DataBuckets buckets;
    private final LakeFunction compaction;
    private final Queue deadLetters;

    Compaction(Construct scope, StackSettings settings, DataBuckets buckets, Path zip) {
        super(scope, "Compaction");
        this.buckets = buckets;
        deadLetters = Queue.Builder.create(this, "DeadLetters")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        Nag.suppress(deadLetters, "SQS3", "It is the dead-letter queue.");
        compaction = new LakeFunction(
                this,
                FunctionSpec.COMPACTION.module(),
                settings,
                allowed(),
                LakeFunction.java(FunctionSpec.COMPACTION, zip)
                        .description("Makes a few large sorted files of a day's many small ones")
                        .memorySize(PipelineSetup.COMPACTION_MEGABYTES)
                        .ephemeralStorageSize(Size.mebibytes(DISK_MEGABYTES))
                        .timeout(Duration.seconds(PipelineSetup.COMPACTION_TIMEOUT.toSeconds()))
                        .reservedConcurrentExecutions(1)
                        .retryAttempts(RETRIES)
                        .maxEventAge(LONGEST_RETRY)
                        .onFailure(new SqsDestination(deadLetters))
                        .environment(Map.of(
                                Variables.JVM_OPTIONS, JVM_OPTIONS,
                                Variables.BUCKET, buckets.lake().getBucketName(),
                                Variables.DATABASE, UpdatesTable.DATABASE,
                                Variables.TABLE, UpdatesTable.NAME,
                                Variables.WORKGROUP, Lake.WORKGROUP,
                                Variables.TIME_ZONE, settings.zone().getId(),
                                Variables.LOOKBACK_DAYS, String.valueOf(LOOKBACK_DAYS),
                                Variables.GRACE_HOURS, String.valueOf(GRACE_HOURS),
                                Variables.UNLOAD_OVER_BYTES, String.valueOf(UNLOAD_OVER_BYTES))));
        Nag.suppress(
                compaction,
                "IAM5",
                "Objects are named by Firehose and by runs; the prefixes, and the tables for UNLOAD, are the smallest there are.");
        schedule(settings);
    }

    private List<PolicyStatement> allowed() {
        String landing = buckets.objects(Lake.LANDING_PREFIX);
        String imports = buckets.objects(Lake.IMPORTS_PREFIX);
        String changes = buckets.objects(Lake.CHANGES_PREFIX);
        String compacted = buckets.objects(Lake.COMPACTED_PREFIX);
        List<PolicyStatement> allowed = new ArrayList<>(AthenaAccess.statements(this, buckets));
        allowed.add(Allow.actions("s3:GetObject", "s3:DeleteObject").on(landing, imports, compacted));
        allowed.add(Allow.actions("s3:GetObject").on(changes));
        allowed.add(Allow.actions("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")
                .on(compacted));
        allowed.add(Allow.actions("s3:PutObject").on(buckets.objects(Lake.ERRORS_PREFIX + "compaction-unreadable/")));
        allowed.add(AthenaAccess.defaultDatabase(this));
        allowed.add(AthenaAccess.catalog(
                this,
                List.of(
                        "glue:GetDatabase",
                        "glue:GetTable",
                        "glue:GetPartition",
                        "glue:GetPartitions",
                        "glue:BatchGetPartition",
                        "glue:CreatePartition",
                        "glue:BatchCreatePartition",
                        "glue:UpdatePartition"),
                UpdatesTable.NAME));
        allowed.add(AthenaAccess.catalog(
                this,
                List.of(
                        "glue:GetTable",
                        "glue:CreateTable",
                        "glue:GetPartition",
                        "glue:GetPartitions",
                        "glue:BatchGetPartition",
                        "glue:CreatePartition",
                        "glue:BatchCreatePartition",
                        "glue:DeletePartition",
                        "glue:BatchDeletePartition"),
                UpdatesTable.NAME + "_folders_*"));
        return allowed;
    }

    private void schedule(StackSettings settings) {
        Role role = Role.Builder.create(this, "ScheduleRole")
                .assumedBy(ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                        .build())
                .inlinePolicies(Map.of(
                        "Schedule",
                        PolicyDocument.Builder.create()
                                .statements(List.of(
                                        Allow.actions("lambda:InvokeFunction")
                                                .on(compaction.function().getFunctionArn()),
                                        Allow.actions("sqs:SendMessage").on(deadLetters.getQueueArn())))
                                .build()))
                .build();
        CfnSchedule.Builder.create(this, "Daily")
                .description("Compacts the day before")
                .scheduleExpression("cron(%d %d * * ? *)"
                        .formatted(
                                settings.compactionTime().getMinute(),
                                settings.compactionTime().getHour()))
                .scheduleExpressionTimezone(settings.zone().getId())
                .flexibleTimeWindow(
                        FlexibleTimeWindowProperty.builder().mode("OFF").build())
                .target(TargetProperty.builder()
                        .arn(compaction.function().getFunctionArn())
                        .roleArn(role.getRoleArn())
                        .input("{\"time\":\"<aws.scheduler.scheduled-time>\"}")
                        .retryPolicy(RetryPolicyProperty.builder()
                                .maximumRetryAttempts(10)
                                .maximumEventAgeInSeconds(LONGEST_RETRY.toSeconds())
                                .build())
                        .deadLetterConfig(DeadLetterConfigProperty.builder()
                                .arn(deadLetters.getQueueArn())
                                .build())
                        .build())
                .build();
    }

    LakeFunction function() {
        return compaction;
    }

    Queue deadLetters() {
        return deadLetters;
    }
}
