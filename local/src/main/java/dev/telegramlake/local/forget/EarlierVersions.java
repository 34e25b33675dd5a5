package dev.telegramlake.local.forget;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Versions of objects that a bucket keeps behind the newest, where
/// [versioning](https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html) is on.
final class EarlierVersions {
    private static final int NOT_IMPLEMENTED = 501;

    private EarlierVersions() {}

    /// Deletes all versions but the newest of each object, and the marks of those that are deleted.
    ///
    /// @return how many
    static long delete(S3Client s3, String bucket) {
        if (!isVersioned(s3, bucket)) {
            return 0;
        }
        long deleted = 0;
        for (ListObjectVersionsResponse page : s3.listObjectVersionsPaginator(list -> list.bucket(bucket))) {
            List<ObjectIdentifier> earlier = new ArrayList<>();
            Stream.concat(
                            page.versions().stream()
                                    .filter(version -> !version.isLatest())
                                    .map(EarlierVersions::identifier),
                            page.deleteMarkers().stream().map(EarlierVersions::identifier))
                    .forEach(earlier::add);
            if (!earlier.isEmpty()) {
                s3.deleteObjects(delete -> delete.bucket(bucket)
                        .delete(objects -> objects.objects(earlier).quiet(true)));
            }
            deleted += earlier.size();
        }
        return deleted;
    }

    private static ObjectIdentifier identifier(ObjectVersion version) {
        return ObjectIdentifier.builder()
                .key(version.key())
                .versionId(version.versionId())
                .build();
    }

    private static ObjectIdentifier identifier(DeleteMarkerEntry mark) {
        return ObjectIdentifier.builder()
                .key(mark.key())
                .versionId(mark.versionId())
                .build();
    }

    private static boolean isVersioned(S3Client s3, String bucket) {
        try {
            BucketVersioningStatus status =
                    s3.getBucketVersioning(get -> get.bucket(bucket)).status();
            return status == BucketVersioningStatus.ENABLED || status == BucketVersioningStatus.SUSPENDED;
        } catch (S3Exception unknown) {
            if (unknown.statusCode() == NOT_IMPLEMENTED) {
                return false; // a server that has no versions
            }
            throw unknown;
        }
    }
}
