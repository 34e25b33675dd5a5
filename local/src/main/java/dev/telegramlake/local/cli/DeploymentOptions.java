package dev.telegramlake.local.cli;

import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import dev.telegramlake.local.deployment.LocalDeployment;
import dev.telegramlake.local.deployment.StackDeployment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a command works on: the pipeline that runs on this machine, or a stack on AWS.
final class DeploymentOptions {
    @Mixin
    final PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "Work on this stack on AWS, with the SDK's usual environment, instead of the pipeline here")
    @Nullable
    String stack;

    Deployment open() throws DeploymentException {
        return stack == null
                ? new LocalDeployment(pipeline.data, pipeline.port, pipeline.awsPort, pipeline.s3Port)
                : StackDeployment.find(stack);
    }
}
