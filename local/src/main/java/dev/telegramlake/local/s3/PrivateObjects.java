package dev.telegramlake.local.s3;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps buckets and objects private, whatever is asked for and whatever the modes on the disk are: to S3Proxy's own
/// store, what others may read on the disk is public.
final class PrivateObjects extends ForwardingBlobStore {
    private static final int BAD_REQUEST = 400;

    PrivateObjects(BlobStore objects) {
        super(objects);
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        requirePrivate(request.acl());
        return super.createContainer(
                request.toBuilder().acl((BucketCannedACL) null).build());
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        requirePrivate(request.acl());
        return super.putBlob(request.toBuilder().acl((ObjectCannedACL) null).build(), body);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requirePrivate(request.acl());
        return super.copyBlob(request.toBuilder().acl((ObjectCannedACL) null).build());
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        requirePrivate(request.acl());
        return super.initiateMultipartUpload(
                request.toBuilder().acl((ObjectCannedACL) null).build());
    }

    @Override
    public BucketCannedACL getContainerAccess(String bucket) {
        headBucket(HeadBucketRequest.builder().bucket(bucket).build());
        return BucketCannedACL.PRIVATE;
    }

    @Override
    public GetBucketAclResponse getContainerAcl(GetBucketAclRequest request) {
        return SdkResponses.bucketAcl(getContainerAccess(request.bucket()));
    }

    @Override
    public void setContainerAccess(String bucket, BucketCannedACL access) {
        headBucket(HeadBucketRequest.builder().bucket(bucket).build());
        requirePrivate(access);
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key) {
        if (!blobExists(bucket, key)) {
            throw S3Exceptions.noSuchKey(bucket, key, "");
        }
        return ObjectCannedACL.PRIVATE;
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key, @Nullable String versionId) {
        return getBlobAccess(bucket, key);
    }

    @Override
    public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
        return SdkResponses.objectAcl(getBlobAccess(request.bucket(), request.key()));
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        getBlobAccess(bucket, key);
        requirePrivate(access);
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access, @Nullable String versionId) {
        setBlobAccess(bucket, key, access);
    }

    private static void requirePrivate(@Nullable BucketCannedACL access) {
        if (access != null && access != BucketCannedACL.PRIVATE) {
            throw noAccessLists();
        }
    }

    private static void requirePrivate(@Nullable ObjectCannedACL access) {
        if (access != null
                && access != ObjectCannedACL.PRIVATE
                && access != ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL) {
            throw noAccessLists();
        }
    }

    /// As S3 answers for a bucket whose objects all belong to its owner, which is what new buckets are.
    private static S3Exception noAccessLists() {
        return (S3Exception) S3Exception.builder()
                .statusCode(BAD_REQUEST)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessControlListNotSupported")
                        .errorMessage("The bucket does not allow ACLs")
                        .build())
                .message("The bucket does not allow ACLs")
                .build();
    }
}
