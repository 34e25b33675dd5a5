package dev.telegramlake.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// A stack on AWS, found with the SDK's
/// [usual environment](https://docs.aws.amazon.com/sdkref/latest/guide/creds-config-files.html): region, profile,
/// credentials.
public final class StackDeployment implements Deployment {
    /// The function's own time, and the way there.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(16);

    private final String stack;
    private final Map<String, String> outputs;
    private final S3Client s3 =
            S3Client.builder().httpClientBuilder(Apache5HttpClient.builder()).build();
    private final AthenaClient athena = AthenaClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    private final FirehoseClient firehose = FirehoseClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();

    private StackDeployment(String stack, Map<String, String> outputs) {
        this.stack = stack;
        this.outputs = outputs;
    }

    /// Looks the stack up.
    ///
    /// @throws DeploymentException when there is none of that name
    public static StackDeployment find(String stack) throws DeploymentException {
        try (CloudFormationClient cloudFormation = CloudFormationClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .build()) {
            return new StackDeployment(
                    stack,
                    cloudFormation
                            .describeStacks(describe -> describe.stackName(stack))
                            .stacks()
                            .getFirst()
                            .outputs()
                            .stream()
                            .collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
        } catch (CloudFormationException refused) {
            throw new DeploymentException("The stack %s cannot be looked up: %s"
                    .formatted(stack, refused.awsErrorDetails().errorMessage()));
        }
    }

    private String output(String name) throws DeploymentException {
        return Optional.ofNullable(outputs.get(name))
                .orElseThrow(() -> new DeploymentException(
                        "The stack %s has no output %s. Deploy it again with this version.".formatted(stack, name)));
    }

    @Override
    public S3Client s3() {
        return s3;
    }

    @Override
    public String bucket() throws DeploymentException {
        return output("Bucket");
    }

    @Override
    public AthenaClient athena() {
        return athena;
    }

    @Override
    public FirehoseClient firehose() {
        return firehose;
    }

    @Override
    public ZoneId zone() throws DeploymentException {
        return ZoneId.of(output("Zone"));
    }

    @Override
    public String webhookSecret() throws DeploymentException {
        String arn = output("SecretArn");
        try (SecretsManagerClient secrets = SecretsManagerClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .build()) {
            return secrets.getSecretValue(get -> get.secretId(arn)).secretString();
        }
    }

    @Override
    public URI webhook() throws DeploymentException {
        return URI.create(output("WebhookUrl"));
    }

    @Override
    public JsonNode compact(ObjectNode event) throws DeploymentException {
        String function = output("CompactionFunction");
        try (LambdaClient lambda = LambdaClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(LONGEST_RUN))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build()) {
            InvokeResponse answer = lambda.invoke(
                    invoke -> invoke.functionName(function).payload(SdkBytes.fromUtf8String(event.toString())));
            JsonNode body = new ObjectMapper().readTree(answer.payload().asByteArray());
            if (answer.functionError() != null) {
                throw new DeploymentException("%s failed: %s"
                        .formatted(function, body.path("errorMessage").asText(body.toString())));
            }
            return body;
        } catch (IOException strange) {
            throw new DeploymentException("%s answered what is no JSON".formatted(function));
        }
    }

    @Override
    public String unreachable() {
        return "AWS cannot be reached";
    }

    @Override
    public void close() {
        s3.close();
        athena.close();
        firehose.close();
    }
}
