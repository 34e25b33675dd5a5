package dev.telegramlake.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telegramlake.local.disk.SecretFile;
import dev.telegramlake.local.disk.UntrustedPathException;
import dev.telegramlake.local.wire.CredentialsFile;
import dev.telegramlake.local.wire.LocalClients;
import dev.telegramlake.schema.Lake;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A pipeline that another process runs on this machine.
public final class LocalDeployment implements Deployment {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int BUSY = 409;

    private final Path data;
    private final CredentialsFile credentials;
    private final URI page;
    private final URI aws;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final S3Client s3;
    private final AthenaClient athena;
    private final FirehoseClient firehose;

    /// Nothing is asked yet.
    ///
    /// @param data    the pipeline's folder
    /// @param port    of its page and webhook
    /// @param awsPort of its Firehose and Athena API
    public LocalDeployment(Path data, int port, int awsPort, int s3Port) {
        this(data, address(port), address(awsPort), address(s3Port));
    }

    /// Nothing is asked yet.
    ///
    /// @param data the pipeline's folder
    /// @param page address of its page and webhook
    /// @param aws  address of its Firehose and Athena API
    public LocalDeployment(Path data, URI page, URI aws, URI objects) {
        this.credentials = new CredentialsFile(data);
        this.data = data;
        this.page = page;
        this.aws = aws;
        this.s3 = LocalClients.at(objects, this::credentials, S3Client.builder())
                .forcePathStyle(true)
                .build();
        this.athena =
                LocalClients.at(aws, this::credentials, AthenaClient.builder()).build();
        this.firehose = LocalClients.at(aws, this::credentials, FirehoseClient.builder())
                .build();
    }

    private AwsCredentials credentials() {
        try {
            return credentials.read().provider().resolveCredentials();
        } catch (IOException e) {
            throw SdkClientException.create("no credentials", e);
        }
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:%d/".formatted(port));
    }

    @Override
    public S3Client s3() {
        return s3;
    }

    @Override
    public String bucket() {
        return Lake.BUCKET;
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
        try {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(page.resolve("api/status")).build());
            return ZoneId.of(json.readTree(answer.body()).path("zone").asText());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DeploymentException("Stopped while %s was asked".formatted(page));
        } catch (IOException | DateTimeException strange) {
            throw new DeploymentException(
                    "What answers at %s is no telegram-lake. Name the pipeline's port with --port.".formatted(page));
        }
    }

    @Override
    public String webhookSecret() throws DeploymentException {
        SecretFile file = new SecretFile(data.resolve("secret"));
        try {
            return file.read()
                    .orElseThrow(() -> new DeploymentException(
                            "There is no secret in %s. Start the pipeline once with ./lake up, or name its folder with --data."
                                    .formatted(file.path())));
        } catch (UntrustedPathException untrusted) {
            throw new DeploymentException(untrusted.message());
        } catch (IOException failure) {
            throw new DeploymentException(
                    "The secret in %s cannot be read (%s). Name the pipeline's folder with --data."
                            .formatted(file.path(), failure.getClass().getSimpleName()));
        }
    }

    @Override
    public URI webhook() {
        return page.resolve("webhook");
    }

    @Override
    public JsonNode compact(ObjectNode event) throws DeploymentException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("api/compact"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event.toString()))
                .build();
        try {
            HttpResponse<String> answer = send(request);
            while (answer.statusCode() == BUSY) {
                Thread.sleep(PAUSE);
                answer = send(request);
            }
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new DeploymentException(
                        body.path("error").asText("%s answers %d".formatted(page, answer.statusCode())));
            }
            return body;
        } catch (IOException broken) {
            throw new DeploymentException(
                    "The pipeline at %s did not answer to the end: %s".formatted(page, broken.getMessage()));
        }
    }

    private HttpResponse<String> send(HttpRequest request)
            throws DeploymentException, IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException nobody) {
            throw new DeploymentException(
                    "No pipeline answers at %s. Start one with ./lake up, or name its port with".formatted(page)
                            + " --port.");
        }
    }

    @Override
    public String unreachable() {
        try {
            credentials.read();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        return "No pipeline answers at %s. Start one with ./lake up, or name its ports with --aws-port and --s3-port."
                .formatted(aws);
    }

    @Override
    public void close() {
        s3.close();
        athena.close();
        firehose.close();
        http.close();
    }
}
