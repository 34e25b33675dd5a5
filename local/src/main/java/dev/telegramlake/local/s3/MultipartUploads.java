package dev.telegramlake.local.s3;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;

/// The uploads of several parts that are under way. Their parts lie in [AtomicWrites#INCOMING]; both are gone when the
/// process ends, and the client begins again.
final class MultipartUploads {
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    /// @param asked    as the client began it
    /// @param incoming the same, to another key in [AtomicWrites#INCOMING]
    /// @param began    when that was
    private record Upload(MultipartUpload asked, MultipartUpload incoming, Instant began) {}

    void add(MultipartUpload asked, MultipartUpload incoming) {
        uploads.put(asked.id(), new Upload(asked, incoming, Instant.now()));
    }

    void remove(String id) {
        uploads.remove(id);
    }

    /// What an upload is in [AtomicWrites#INCOMING]; empty when there is none with the id, bucket and key.
    Optional<MultipartUpload> incoming(MultipartUpload asked) {
        return Optional.ofNullable(uploads.get(asked.id()))
                .filter(upload -> upload.asked().containerName().equals(asked.containerName())
                        && upload.asked().blobName().equals(asked.blobName()))
                .map(Upload::incoming);
    }

    /// Those into a bucket.
    List<software.amazon.awssdk.services.s3.model.MultipartUpload> into(String bucket) {
        return uploads.values().stream()
                .filter(upload -> upload.asked().containerName().equals(bucket))
                .map(upload -> SdkResponses.upload(
                        upload.asked().blobName(), upload.asked().id(), upload.began()))
                .toList();
    }
}
