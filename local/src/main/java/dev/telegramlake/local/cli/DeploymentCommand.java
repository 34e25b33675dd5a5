package dev.telegramlake.local.cli;

import dev.telegramlake.local.botapi.BotApiException;
import dev.telegramlake.local.deployment.Deployment;
import dev.telegramlake.local.deployment.DeploymentException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// A command that works on a pipeline or a stack.
abstract class DeploymentCommand implements Callable<Integer> {
    @Mixin
    final DeploymentOptions options = new DeploymentOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    /// Does the work, and gives the exit status.
    abstract int run(Deployment deployment)
            throws CommandException, DeploymentException, BotApiException, IOException, InterruptedException;

    @Override
    public final Integer call()
            throws CommandException, DeploymentException, BotApiException, IOException, InterruptedException {
        Logger.getLogger("").setLevel(Level.WARNING); // the functions' own lines are for their log
        try (Deployment deployment = options.open()) {
            try {
                return run(deployment);
            } catch (SdkClientException unreachable) {
                throw new CommandException("%s (%s)".formatted(deployment.unreachable(), unreachable.getMessage()));
            }
        } catch (SdkClientException notSetUp) {
            throw new CommandException("AWS cannot be asked: %s. Set AWS_REGION and credentials, or AWS_PROFILE."
                    .formatted(shortened(notSetUp)));
        } catch (AwsServiceException refused) {
            throw new CommandException("%s refuses: %s"
                    .formatted(
                            refused.awsErrorDetails().serviceName(),
                            refused.awsErrorDetails().errorMessage()));
        }
    }

    /// Without the list of all places that were looked at.
    private static String shortened(SdkClientException failure) {
        String message = String.valueOf(failure.getMessage());
        int places = message.indexOf(" from any of the providers");
        return places < 0 ? message : message.substring(0, places);
    }
}
