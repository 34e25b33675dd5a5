package dev.telegramlake.local.firehose;

import dev.telegramlake.local.wire.LocalCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A real S3 server on a free port with one bucket, for one test.
final class S3 implements BeforeEachCallback, AfterEachCallback {
    private final LocalCredentials credentials = LocalCredentials.random();
    private final String bucket;
    private Path folder;
    private S3Proxy server;
    private S3Client client;

    @SuppressWarnings("NullAway.Init") // the other fields are set before each test
    S3(String bucket) {
        this.bucket = bucket;
    }

    private S3Proxy unstarted(Path folder) {
        return S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4, credentials.accessKeyId(), credentials.secretAccessKey())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .ignoreUnknownHeaders(true)
                .build();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("s3");
        server = unstarted(folder);
        server.start();
        client = client(Apache5HttpClient.create());
        createBucket();
    }

    /// A client whose requests go through an HTTP client of the test's choice; the caller closes it.
    S3Client client(SdkHttpClient http) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials.provider())
                .httpClient(http)
                .build();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        client.close();
        server.stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    S3Client client() {
        return client;
    }

    void createBucket() {
        client.createBucket(request -> request.bucket(bucket));
    }

    /// Only while it is empty.
    void deleteBucket() {
        client.deleteBucket(request -> request.bucket(bucket));
    }

    List<String> keys(String prefix) {
        return client.listObjectsV2(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    byte[] bytes(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    /// The lines of all objects under a prefix.
    List<String> lines(String prefix) {
        return keys(prefix).stream()
                .flatMap(key -> Arrays.stream(new String(bytes(key), StandardCharsets.UTF_8).split("\n")))
                .toList();
    }

    Path download(String key, Path folder) throws IOException {
        return Files.write(folder.resolve(key.replace('/', '_')), bytes(key));
    }
}
