package dev.telegramlake.local.s3;

import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Says where on the disk buckets and objects are. All paths come from here, and all lie in their bucket's folder.
///
/// @param directory holds a folder for each bucket; absolute and normalized
record ObjectPaths(Path directory) {
    private static final int BAD_REQUEST = 400;

    ObjectPaths {
        if (!directory.isAbsolute() || !directory.equals(directory.normalize())) {
            throw new IllegalArgumentException(directory + " is not an absolute, normalized path");
        }
    }

    /// The folder of a bucket.
    ///
    /// @throws S3Exception when the name is not one of a bucket
    Path bucket(String name) {
        if (name.startsWith(".") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw S3Exceptions.noSuchBucket(name, "");
        }
        Path folder = directory.resolve(name).normalize();
        if (!directory.equals(folder.getParent())) {
            throw S3Exceptions.noSuchBucket(name, "");
        }
        return folder;
    }

    /// The file of an object.
    ///
    /// @throws S3Exception when the key is too long
    Path file(String bucket, String key) {
        return inside(bucket(bucket), fileName(key));
    }

    /// The same, relative to the bucket's folder, with slashes.
    String name(String bucket, String key) {
        Path folder = bucket(bucket);
        String name = fileName(key);
        inside(folder, name);
        return name;
    }

    private static String fileName(String key) {
        try {
            return KeyFileNames.encode(key);
        } catch (IllegalArgumentException e) {
            throw S3Exception.builder()
                    .statusCode(BAD_REQUEST)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("KeyTooLongError")
                            .errorMessage(e.getMessage())
                            .build())
                    .message(e.getMessage())
                    .build();
        }
    }

    /// No key leads elsewhere; this is the second lock on that door.
    private static Path inside(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!file.equals(file.normalize()) || !file.startsWith(folder) || file.equals(folder)) {
            throw S3Exceptions.invalidArgument("The key is not one of this bucket");
        }
        return file;
    }
}
