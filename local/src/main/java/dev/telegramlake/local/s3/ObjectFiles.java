package dev.telegramlake.local.s3;

import dev.telegramlake.local.disk.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Buckets and objects as folders and files of their owner alone, for any key that S3 takes.
///
/// S3Proxy's own store reads and writes the files. It takes a key for a path; here it gets only what [KeyFileNames]
/// makes of one, and writes only where [AtomicWrites] shows whole objects from.
final class ObjectFiles extends ForwardingBlobStore {
    /// What S3Proxy itself keeps of an upload of several parts. It refuses such keys to clients.
    private static final String UPLOAD_STUB = ".s3proxy-mpu-stub-";

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final ObjectPaths paths;
    private final AtomicWrites writes;
    private final MultipartUploads uploads = new MultipartUploads();
    private final ReentrantLock conditions = new ReentrantLock();

    private ObjectFiles(ObjectPaths paths) throws IOException {
        super(new FilesystemNio2BlobStore(paths.directory().toString()));
        this.paths = paths;
        this.writes = new AtomicWrites(paths.directory());
    }

    /// Opens the store, and deletes what a killed process has left unfinished.
    ///
    /// @param directory holds a folder for each bucket; made when it is missing
    static ObjectFiles open(Path directory) throws IOException {
        OwnerOnly.closedFolder(directory);
        return new ObjectFiles(new ObjectPaths(directory.toAbsolutePath().normalize()));
    }

    // Buckets

    @Override
    public ListBucketsResponse list() {
        ListBucketsResponse all = super.list();
        return all.toBuilder()
                .buckets(all.buckets().stream()
                        .filter(bucket -> !bucket.name().startsWith("."))
                        .toList())
                .build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        paths.bucket(request.bucket());
        return super.headBucket(request);
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        Path folder = paths.bucket(request.bucket());
        CreateBucketResponse answer = super.createContainer(request);
        try {
            OwnerOnly.closedFolder(folder);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deleteBucket(String bucket) {
        paths.bucket(bucket);
        super.deleteBucket(bucket);
    }

    @Override
    public void deleteContainer(String bucket) {
        paths.bucket(bucket);
        super.deleteContainer(bucket);
    }

    @Override
    public void clearContainer(ListObjectsV2Request request) {
        ListObjectsV2Request next = request;
        while (true) {
            ListObjectsV2Response page = list(next);
            page.contents().forEach(object -> removeBlob(request.bucket(), object.key()));
            if (page.nextContinuationToken() == null) {
                return;
            }
            next = request.toBuilder()
                    .continuationToken(page.nextContinuationToken())
                    .build();
        }
    }

    // Objects

    /// Where S3Proxy's store has an object.
    private record Place(String bucket, String key) {}

    private Place place(String bucket, String key) {
        return key.startsWith(UPLOAD_STUB)
                ? new Place(AtomicWrites.INCOMING, "stub-" + KeyFileNames.encode(key.substring(UPLOAD_STUB.length())))
                : new Place(bucket, paths.name(bucket, key));
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        headBucket(HeadBucketRequest.builder().bucket(request.bucket()).build());
        KeyListing.Page page = KeyListing.page(paths.bucket(request.bucket()), request);
        List<S3Object> objects = new ArrayList<>();
        List<CommonPrefix> prefixes = new ArrayList<>();
        for (KeyListing.Entry entry : page.entries()) {
            if (entry.isCommonPrefix()) {
                prefixes.add(SdkResponses.commonPrefix(entry.name()));
            } else {
                listed(request.bucket(), entry.name()).ifPresent(objects::add);
            }
        }
        return SdkResponses.objectsPage(objects, prefixes, page.next().orElse(null));
    }

    /// Empty when somebody has deleted it meanwhile.
    private Optional<S3Object> listed(String bucket, String key) {
        return current(bucket, key)
                .map(object -> SdkResponses.objectEntry(
                        key,
                        object.eTag(),
                        object.lastModified(),
                        object.contentLength(),
                        object.storageClass() == null
                                ? StorageClass.STANDARD
                                : StorageClass.fromValue(object.storageClassAsString())));
    }

    private Optional<HeadObjectResponse> current(String bucket, String key) {
        return Optional.ofNullable(
                blobMetadata(HeadObjectRequest.builder().bucket(bucket).key(key).build()));
    }

    @Override
    public boolean blobExists(String bucket, String key) {
        return current(bucket, key).isPresent();
    }

    @Override
    public @Nullable HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        Place place = place(request.bucket(), request.key());
        return super.blobMetadata(
                request.toBuilder().bucket(place.bucket()).key(place.key()).build());
    }

    @Override
    public @Nullable ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        Place place = place(request.bucket(), request.key());
        return super.getBlob(
                request.toBuilder().bucket(place.bucket()).key(place.key()).build());
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        Place place = place(request.bucket(), request.key());
        return super.removeBlob(
                request.toBuilder().bucket(place.bucket()).key(place.key()).build());
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        Place place = place(request.bucket(), request.key());
        PutObjectRequest.Builder written =
                request.toBuilder().bucket(AtomicWrites.INCOMING).ifMatch(null).ifNoneMatch(null);
        if (place.bucket().equals(AtomicWrites.INCOMING)) {
            return super.putBlob(written.key(place.key()).build(), body);
        }
        requireBucket(request.bucket());
        String key = writes.newKey();
        PutObjectResponse answer;
        try {
            answer = super.putBlob(written.key(key).build(), body);
        } catch (RuntimeException e) {
            writes.discard(key);
            throw e;
        }
        show(key, request.bucket(), request.key(), request.ifMatch(), request.ifNoneMatch());
        return answer;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requireBucket(request.destinationBucket());
        paths.name(request.destinationBucket(), request.destinationKey());
        Place source = place(request.sourceBucket(), request.sourceKey());
        String key = writes.newKey();
        CopyObjectResponse answer;
        try {
            answer = super.copyBlob(request.toBuilder()
                    .sourceBucket(source.bucket())
                    .sourceKey(source.key())
                    .destinationBucket(AtomicWrites.INCOMING)
                    .destinationKey(key)
                    .build());
        } catch (RuntimeException e) {
            writes.discard(key);
            throw e;
        }
        show(key, request.destinationBucket(), request.destinationKey(), null, null);
        return answer;
    }

    private void requireBucket(String bucket) {
        headBucket(HeadBucketRequest.builder().bucket(bucket).build());
    }

    /// Shows what is written, if the object that is there is as the writer demands.
    private void show(
            String written, String bucket, String key, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Path place = paths.file(bucket, key);
        if (ifMatch == null && (ifNoneMatch == null || ifNoneMatch.equals("*"))) {
            writes.show(written, place, ifNoneMatch != null);
            return;
        }
        conditions.lock();
        try {
            requireTags(bucket, key, ifMatch, ifNoneMatch);
            writes.show(written, place, false);
        } finally {
            conditions.unlock();
            writes.discard(written);
        }
    }

    private void requireTags(String bucket, String key, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Optional<String> tag = current(bucket, key).map(object -> unquoted(object.eTag()));
        boolean isAsDemanded = (ifMatch == null
                        || tag.filter(now -> ifMatch.equals("*") || now.equals(unquoted(ifMatch)))
                                .isPresent())
                && (ifNoneMatch == null
                        || tag.filter(unquoted(ifNoneMatch)::equals).isEmpty());
        if (!isAsDemanded) {
            throw S3Exceptions.fromStatusCode(PRECONDITION_FAILED);
        }
    }

    private static String unquoted(String tag) {
        return tag.replace("\"", "");
    }

    // Uploads of several parts

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        requireBucket(request.bucket());
        paths.name(request.bucket(), request.key());
        MultipartUpload incoming = super.initiateMultipartUpload(request.toBuilder()
                .bucket(AtomicWrites.INCOMING)
                .key(writes.newKey())
                .build());
        MultipartUpload asked = new MultipartUpload(incoming.id(), request);
        uploads.add(asked, incoming);
        return asked;
    }

    /// With the headers of the upload that is asked for, which S3Proxy has kept.
    private MultipartUpload incoming(MultipartUpload asked) {
        MultipartUpload incoming = uploads.incoming(asked)
                .orElseThrow(() -> error(NOT_FOUND, "NoSuchUpload", "There is no upload " + asked.id()));
        return new MultipartUpload(
                incoming.id(),
                asked.request().toBuilder()
                        .bucket(incoming.containerName())
                        .key(incoming.blobName())
                        .build());
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        super.abortMultipartUpload(incoming(upload));
        uploads.remove(upload.id());
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        MultipartUpload incoming = incoming(upload);
        String bucket = upload.containerName();
        if ("*".equals(request.ifNoneMatch()) && blobExists(bucket, upload.blobName())) {
            throw S3Exceptions.fromStatusCode(PRECONDITION_FAILED);
        }
        CompleteMultipartUploadResponse answer = super.completeMultipartUpload(
                incoming,
                request.toBuilder()
                        .bucket(incoming.containerName())
                        .key(incoming.blobName())
                        .ifMatch(null)
                        .ifNoneMatch(null)
                        .build());
        uploads.remove(upload.id());
        show(incoming.blobName(), bucket, upload.blobName(), request.ifMatch(), request.ifNoneMatch());
        return answer;
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream body) {
        MultipartUpload incoming = incoming(upload);
        return super.uploadMultipartPart(
                incoming,
                request.toBuilder()
                        .bucket(incoming.containerName())
                        .key(incoming.blobName())
                        .build(),
                body);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return super.listMultipartUpload(incoming(upload));
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String bucket) {
        requireBucket(bucket);
        return uploads.into(bucket);
    }

    private static S3Exception error(int status, String code, String message) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .message(message)
                .build();
    }
}
