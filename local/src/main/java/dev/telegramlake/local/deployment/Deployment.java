package dev.telegramlake.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.analytics.athena.AthenaQuery;
import dev.telegramlake.analytics.athena.QueryFailedException;
import java.net.URI;
import java.time.ZoneId;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A telegram-lake that runs: a pipeline on this machine, or a stack on AWS. Its clients are closed with it.
public interface Deployment extends AutoCloseable {
    S3Client s3();

    String bucket() throws DeploymentException;

    AthenaClient athena();

    FirehoseClient firehose();

    /// Runs a statement to its end.
    ///
    /// @throws DeploymentException with Athena's reason when it fails
    default AthenaQuery query(String sql) throws DeploymentException, InterruptedException {
        try {
            return AthenaQuery.run(athena(), sql);
        } catch (QueryFailedException failure) {
            throw new DeploymentException(String.valueOf(failure.getMessage()));
        }
    }

    /// In which a day of the table begins.
    ZoneId zone() throws DeploymentException;

    /// What Telegram must send in `X-Telegram-Bot-Api-Secret-Token`.
    String webhookSecret() throws DeploymentException;

    /// Where updates are posted.
    URI webhook() throws DeploymentException;

    /// Calls the compaction function with an event, and waits for its summary; while another run is under way, it
    /// waits for that first.
    ///
    /// @throws DeploymentException when the function refuses or fails, with its reason
    JsonNode compact(ObjectNode event) throws DeploymentException, InterruptedException;

    /// What to say when a service cannot be reached.
    String unreachable();

    @Override
    void close();
}
