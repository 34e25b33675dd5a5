package dev.telegramlake.local.firehose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// A finished file on its way to the bucket. Once it is there it is not sent again, whatever becomes of the others.
final class OutgoingObject {
    private final Path file;
    private final String key;
    private final Optional<LocalDate> partition;
    private boolean uploaded;

    /// @param partition the day whose partition of the table the object is in; empty where it is in none
    OutgoingObject(Path file, String key, Optional<LocalDate> partition) {
        this.file = file;
        this.key = key;
        this.partition = partition;
    }

    Optional<LocalDate> partition() {
        return partition;
    }

    boolean isUploaded() {
        return uploaded;
    }

    void upload(S3Client s3, String bucket) {
        PutObjectRequest request =
                PutObjectRequest.builder().bucket(bucket).key(key).build();
        s3.putObject(request, RequestBody.fromFile(file));
        uploaded = true;
    }

    void deleteFile() throws IOException {
        Files.deleteIfExists(file);
    }
}
