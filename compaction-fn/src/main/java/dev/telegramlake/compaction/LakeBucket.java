package dev.telegramlake.compaction;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The bucket, as this function uses it.
final class LakeBucket {
    /// Keys of one DeleteObjects request.
    private static final int MOST_KEYS = 1000;

    private static final int MOST_ATTEMPTS = 10;

    private final S3Client s3;
    private final String bucket;

    LakeBucket(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// An S3 URI, as Athena writes locations and paths.
    String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    /// All objects under a prefix, in the order of their keys.
    List<StoredObject> list(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).stream()
                .flatMap(page -> page.contents().stream())
                .map(LakeBucket::stored)
                .toList();
    }

    /// The folders right below a prefix, each with the prefix before it and a slash behind.
    List<String> folders(String prefix) {
        return s3
                .listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix).delimiter("/"))
                .stream()
                .flatMap(page -> page.commonPrefixes().stream())
                .map(CommonPrefix::prefix)
                .toList();
    }

    byte[] read(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }

    /// The last bytes of an object, or all of it when it is shorter. The object must not be empty.
    byte[] tail(String key, int bytes) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).range("bytes=-" + bytes))
                .asByteArray();
    }

    /// Fails when the object is not the one that was listed.
    void download(DayPlan.DataFile file, Path target) {
        s3.getObject(
                get -> get.bucket(bucket).key(file.key()).ifMatch(file.etag().isEmpty() ? null : file.etag()), target);
    }

    /// Returns the ETag, without quotes.
    String upload(Path file, String key) {
        return unquoted(s3.putObject(put -> put.bucket(bucket).key(key), file).eTag());
    }

    void put(String key, byte[] body) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(body));
    }

    /// Writes an object that must not be there yet. S3 lets
    /// [one writer](https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html) through.
    ///
    /// @return false when it is there: also when an earlier attempt of this very call has written it
    boolean putIfAbsent(String key, byte[] body) {
        for (int attempt = 1; ; attempt++) {
            try {
                s3.putObject(put -> put.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromBytes(body));
                return true;
            } catch (S3Exception refused) {
                if (refused.statusCode() == 412) {
                    return false;
                }
                // 409: another write was under way; what became of it is known at the next attempt
                if (refused.statusCode() != 409 || attempt == MOST_ATTEMPTS) {
                    throw refused;
                }
            }
        }
    }

    void copy(String key, String target) {
        s3.copyObject(copy -> copy.sourceBucket(bucket)
                .sourceKey(key)
                .destinationBucket(bucket)
                .destinationKey(target));
    }

    /// Deletes objects by their keys; one that is gone is no error.
    void delete(List<String> keys) {
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            List<ObjectIdentifier> identifiers = keys.subList(from, Math.min(keys.size(), from + MOST_KEYS)).stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            DeleteObjectsResponse answer = s3.deleteObjects(delete -> delete.bucket(bucket)
                    .delete(Delete.builder().objects(identifiers).quiet(true).build()));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                S3Error first = answer.errors().getFirst();
                throw new CompactionFailedException("%d objects could not be deleted; the first is %s: %s"
                        .formatted(answer.errors().size(), first.key(), first.message()));
            }
        }
    }

    private static StoredObject stored(S3Object object) {
        return new StoredObject(object.key(), object.size(), unquoted(object.eTag()), object.lastModified());
    }

    /// Empty where there is none: a server over plain files knows none of a file that was put there without it.
    private static String unquoted(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }
}
