package dev.telegramlake.local.forget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telegramlake.local.wire.LocalCredentials;
import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/// With a bucket that keeps versions, as the stack's does.
final class EarlierVersionsTest {
    private static final String BUCKET = "lake";

    private S3Proxy server;
    private final LocalCredentials credentials = LocalCredentials.random();
    private S3Client s3;

    @BeforeEach
    void start() throws Exception {
        server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4, credentials.accessKeyId(), credentials.secretAccessKey())
                .build();
        server.start();
        s3 = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .region(Region.of(LocalCredentials.REGION))
                .forcePathStyle(true)
                .credentialsProvider(credentials.provider())
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
        s3.createBucket(create -> create.bucket(BUCKET));
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
        server.stop();
    }

    @Test
    void onlyTheNewestOfEachObjectIsLeft() {
        s3.putBucketVersioning(put -> put.bucket(BUCKET)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        put("rewritten", "with a name");
        put("rewritten", "without");
        put("deleted", "with a name");
        s3.deleteObject(delete -> delete.bucket(BUCKET).key("deleted"));
        put("untouched", "a");

        assertThat(EarlierVersions.delete(s3, BUCKET)).isEqualTo(3);

        ListObjectVersionsResponse left = s3.listObjectVersions(list -> list.bucket(BUCKET));
        assertThat(left.versions())
                .extracting(version -> version.key() + " " + version.isLatest())
                .containsExactlyInAnyOrder("rewritten true", "untouched true");
        assertThat(left.deleteMarkers()).isEmpty();
        assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("rewritten"))
                        .asUtf8String())
                .isEqualTo("without");
    }

    @Test
    void aBucketWithoutVersionsIsLeftAlone() {
        put("one", "a");

        assertThat(EarlierVersions.delete(s3, BUCKET)).isZero();
        assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET)).keyCount()).isEqualTo(1);
    }

    private void put(String key, String text) {
        s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }
}
